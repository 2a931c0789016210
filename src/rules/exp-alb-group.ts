import { Ingress } from '../cluster/model';
import { IngressLoadBalancer } from '../exposure/ingresses/ingress-load-balancers';
import { Intent, INTENTS } from '../intent/model';
import { servingOf } from './facts/serving';
import { Analysis, RawFinding, Rule } from './rule';

export const EXP_ALB_GROUP: Rule = {
  id: 'EXP-ALB-GROUP',
  severity: 'warning',
  title: 'Ingresses of different intent or different namespaces share one load balancer.',
  rationale: 'Whoever may write an Ingress can join a group by its name: its rules, its scheme and its certificates then hold for the load balancer of all, and rules are ordered across '
    + 'the group (AWS Load Balancer Controller, "IngressGroup", with a warning of its own).',
  *evaluate(analysis) {
    const { balancers } = servingOf(analysis);
    for (const balancer of new Set(analysis.cluster.ingresses.flatMap((ingress) => balancers.of(ingress) ?? []))) {
      const finding = balancer.group === undefined ? undefined : mixed(analysis, balancer, balancer.group);
      if (finding !== undefined) yield finding;
    }
  },
};

function mixed(analysis: Analysis, { members }: IngressLoadBalancer, group: string): RawFinding | undefined {
  const intents = members.map((ingress) => closestIntent(analysis, ingress));
  const declared = new Set(intents.filter((intent) => intent !== undefined));
  const namespaces = new Set(members.map(({ metadata }) => metadata.namespace));
  if (declared.size < 2 && namespaces.size < 2) return undefined;
  const ranks = intents.map((intent) => (intent === undefined ? -1 : INTENTS.indexOf(intent)));
  const closest = declared.size < 2
    ? members.find(({ metadata }) => metadata.namespace !== members[0]?.metadata.namespace)
    : members[ranks.indexOf(Math.max(...ranks))];
  const object = closest ?? members[0] as Ingress;
  const what = declared.size < 2 ? `of ${namespaces.size} namespaces` : `for workloads that are ${[...declared].join(' and ')}`;
  return {
    object,
    field: 'metadata.annotations',
    ...(declared.size < 2 ? {} : { severity: 'error' }),
    message: `${object.ref} shares the load balancer of group "${group}" with ${members.filter((member) => member !== object).map(({ ref }) => ref).join(', ')}: Ingresses ${what}`,
    path: [`group ${group}`, ...members.map(({ ref }) => ref)],
    fix: `Give ${object.ref} a group of its own, named by the IngressClassParams of its class so that nobody else can join it.`,
  };
}

/** The most closed intent behind the Ingress. */
function closestIntent({ exposure, declarations }: Analysis, ingress: Ingress): Intent | undefined {
  const intents = exposure.waysIn.filter(({ object }) => object === ingress).flatMap(({ workload }) => declarations.of(workload)?.intent ?? []);
  return [...INTENTS].reverse().find((intent) => intents.includes(intent));
}
