'use strict';

/**
 * What a model says against an object. Plain JavaScript, because a process that loads ES modules reads it too.
 *
 * The compiled schemas ignore fields that they do not know, while `kubectl` refuses them. They read every field that they
 * do know, so what they leave unread is unknown.
 */
exports.schemaProblems = function schemaProblems(model, object) {
  const reads = new ReadTracker();
  const problems = [];
  try {
    model.prototype.validate.call(reads.track(new model(object), ''));
  } catch (error) {
    if (!error.errors) throw error;
    problems.push(...error.errors.map(({ instancePath, message }) => `${instancePath.slice(1).replaceAll('/', '.')} ${message}`.trimStart()));
  }
  return [...problems, ...reads.unread().map((path) => `${path} is an unknown field`)];
};

/** Records which fields of an object tree are read through its proxies. */
class ReadTracker {
  constructor() {
    this.visited = [];
  }

  track(value, path) {
    const read = new Set();
    const children = new Map();
    this.visited.push({ path, value, read });
    return new Proxy(value, {
      get: (target, key) => {
        read.add(key);
        const field = Reflect.get(target, key);
        if (typeof field !== 'object' || field === null) return field;
        if (!children.has(key)) children.set(key, this.track(field, path === '' ? String(key) : `${path}.${String(key)}`));
        return children.get(key);
      },
      // Maps such as labels are enumerated: every key of theirs is known.
      ownKeys: (target) => {
        Reflect.ownKeys(target).forEach((key) => read.add(key));
        return Reflect.ownKeys(target);
      },
    });
  }

  unread() {
    return this.visited
      .filter(({ value }) => !Array.isArray(value))
      .flatMap(({ path, value, read }) => Object.keys(value).filter((key) => !read.has(key)).map((key) => (path === '' ? key : `${path}.${key}`)))
      .sort();
  }
}
