import { Ingress } from '../../cluster/model';
import { ControllerPreset } from '../../controllers/controller';
import { Dialect } from '../../controllers/dialects/dialect';
import { dialectNamed } from '../../controllers/dialects/dialects';
import { Controller } from '../../exposure/controllers/controllers';
import { IngressControllers, productOf } from '../../exposure/controllers/ingress-controllers';
import { IngressLoadBalancers } from '../../exposure/ingresses/ingress-load-balancers';
import { Analysis } from '../rule';
import { servingClass } from './ingress-class';

/** Who serves Ingresses. */
export interface Serving {
  readonly balancers: IngressLoadBalancers;
  controllersOf(ingress: Ingress): readonly Controller[];
  /** Everything known that may serve the Ingress; empty where somebody may whom nobody knows. */
  productsOf(ingress: Ingress): readonly ControllerPreset[];
  /** The only dialect that is read on the Ingress; undefined where that is not known. */
  dialectOf(ingress: Ingress): Dialect | undefined;
  /** What Ingresses have in common that the same proxy or load balancer answers; all their hosts and paths are one space. */
  entranceOf(ingress: Ingress): string;
}

const known = new WeakMap<Analysis, Serving>();

export function servingOf(analysis: Analysis): Serving {
  let serving = known.get(analysis);
  if (serving === undefined) known.set(analysis, (serving = find(analysis)));
  return serving;
}

function find({ cluster, profile }: Analysis): Serving {
  const controllers = new IngressControllers(cluster, profile);
  const balancers = new IngressLoadBalancers(cluster, (ingress) => controllers.of(ingress));
  const productsOf = (ingress: Ingress): readonly ControllerPreset[] => {
    const products = controllers.of(ingress).map(productOf);
    return products.every((product) => product !== undefined) ? [...new Set(products as readonly ControllerPreset[])] : [];
  };
  return {
    balancers,
    productsOf,
    controllersOf: (ingress) => controllers.of(ingress),
    dialectOf: (ingress) => {
      const [dialect, ...others] = new Set(productsOf(ingress).map((product) => product.dialect));
      return dialect === undefined || others.length > 0 ? undefined : dialectNamed(dialect);
    },
    entranceOf: (ingress) => {
      const [product] = productsOf(ingress);
      if (product?.builtInto !== undefined) return ingress.ref;
      const balancer = balancers.of(ingress);
      if (balancer !== undefined && product?.name !== 'agic') return balancer.group === undefined ? ingress.ref : `${balancer.preset} group ${balancer.group}`;
      return `class ${servingClass(cluster, ingress)}`;
    },
  };
}
