import { startOf } from '../../../src/exposure/relays/command-words';
import { Container } from '../../../src/manifest/kinds/pod-template';

/** Words of a program, and whether a script starts it; what stands for a value that nobody sees is marked. */
function started(command: readonly string[], args: readonly string[], env: Container['env'] = {}): readonly [string[], boolean] {
  const { words, byScript } = startOf({ name: 'web', image: 'shop/web', role: 'container', ports: [], command, args, env, path: '' });
  return [words.map(({ text, isUnseen }) => (isUnseen ? `unseen ${text}` : text)), byScript];
}

describe('a program is started', () => {
  test.each<[string, string[], string[], Container['env'], readonly [string[], boolean]]>([
    ['with its words as they are', ['web'], ['--pattern=^(a|b)$', 'two words; more'], {}, [['web', '--pattern=^(a|b)$', 'two words; more'], false]],
    ['with the values of variables', [], ['--host=$(HOST):$(PORT)'], { HOST: 'db', PORT: '5432' }, [['--host=db:5432'], false]],
    ['with the values of variables that name others', [], ['$(URL)'], { HOST: 'db', URL: 'tcp://$(HOST)' }, [['tcp://db'], false]],
    ['without the value of a variable that names a later one', [], ['$(URL)'], { URL: 'tcp://$(HOST)', HOST: 'db' }, [['unseen tcp://$(HOST)'], false]],
    ['without the value of a variable that names itself', [], ['$(HOST)'], { HOST: '$(HOST)' }, [['unseen $(HOST)'], false]],
    ['without the value of a variable that is elsewhere', [], ['--host=$(HOST)'], {}, [['unseen --host=$(HOST)'], false]],
    ['with what looks like a variable and is escaped', [], ['--text=$$(HOST)'], { HOST: 'db' }, [['--text=$(HOST)'], false]],
    ['with what a shell alone would replace', [], ['--text=$HOST'], { HOST: 'db' }, [['--text=$HOST'], false]],
    ['by a shell that gets a script', ['sh', '-c'], ['exec web --host="$HOST" && rest'], { HOST: 'db' }, [['sh', '-c', 'exec', 'web', '--host=db', 'rest'], true]],
    ['by a shell that replaces what nobody sees', ['/bin/bash', '-c', 'web $ARGS'], [], {}, [['/bin/bash', '-c', 'web', 'unseen $ARGS'], true]],
    ['by a shell behind an init process', ['tini', '--', 'sh', '-c'], ['web'], {}, [['tini', '--', 'sh', '-c', 'web'], true]],
    ['without a shell that is the value of a flag', ['web'], ['--shell', 'sh'], {}, [['web', '--shell', 'sh'], false]],
    ['by a script of somebody\'s own', ['/scripts/run.sh'], ['--port=80'], {}, [['/scripts/run.sh', '--port=80'], true]],
    ['by such a script behind an init process', ['/usr/bin/dumb-init', '--'], ['/scripts/run.sh', '--port=80'], {}, [['/usr/bin/dumb-init', '--', '/scripts/run.sh', '--port=80'], true]],
    ['by such a script that the image is told to start', [], ['/scripts/run.sh'], {}, [['/scripts/run.sh'], true]],
    ['by a script that is called like those of images', ['/scripts/entrypoint.sh'], [], {}, [['/scripts/entrypoint.sh'], true]],
    ['not by a script that a flag names', ['web'], ['--hook=/scripts/run.sh'], {}, [['web', '--hook=/scripts/run.sh'], false]],
    ['by the script with which images start', ['/entrypoint.sh'], ['--port=80'], {}, [['/entrypoint.sh', '--port=80'], false]],
  ])('%s', (_, command, args, env, expected) => expect(started(command, args, env)).toStrictEqual(expected));
});

test('variables that multiply each other are not put together', () => {
  const names = Array.from({ length: 12 }, (_, i) => `V${i}`);
  const env = Object.fromEntries(names.map((name, i) => [name, i === 0 ? 'shop' : `$(V${i - 1})`.repeat(10)]));
  const [[word = '']] = started([], ['--class=$(V11)'], env);
  expect([word.startsWith('unseen'), word.length < 100_000]).toStrictEqual([true, true]);
});
