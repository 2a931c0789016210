import { workload } from '../routes/publishing';
import {
  CONTOUR, ENVOY, F5, HAPROXY_INGRESS, HAPROXY_TECH, ingress, ingressClass, INGRESS_NGINX, KONG, KONG_CONTROLLER, proxy,
  Served, servedBy, SKIPPER, TRAEFIK,
} from './proxies';

const OF_TOOLS = ingress({ className: 'tools' });
const served = (installation: string, controller: string): Served => servedBy(OF_TOOLS + ingressClass('tools', controller) + installation).served;

const nginx = (...flags: string[]): string => proxy(INGRESS_NGINX, flags);
const f5 = (...flags: string[]): string => proxy(F5, flags);
const haproxyTech = (...flags: string[]): string => proxy(HAPROXY_TECH, flags);
const haproxyIngress = (...flags: string[]): string => proxy(HAPROXY_INGRESS, flags);
const skipper = (...flags: string[]): string => proxy(SKIPPER, flags);
/** A proxy with another container beside it, which has the flags. */
const contour = (...flags: string[]): string => proxy(ENVOY, [], { container: `}, { name: contour, image: "${CONTOUR}", args: ${JSON.stringify(flags)}` });
const kong = (value: string): string => proxy(KONG, [], {
  container: `}, { name: controller, image: "${KONG_CONTROLLER}", env: [{ name: CONTROLLER_INGRESS_CLASS, value: ${value} }]`,
});

const OF_F5 = 'nginx.org/ingress-controller';
const OF_HAPROXY_TECH = 'haproxy.org/ingress-controller';
const OF_HAPROXY_INGRESS = 'haproxy-ingress.github.io/controller';
const OF_CONTOUR = 'projectcontour.io/ingress-controller';
const OF_KONG = 'ingress-controllers.konghq.com/kong';
const OF_NGINX = 'k8s.io/ingress-nginx';

describe('a class is served by the installation whose flags mean it:', () => {
  test.each<[string, string, string, Served]>([
    ['F5 with its name', f5('-ingress-class=tools'), OF_F5, 'served'],
    ['F5 with another name', f5('-ingress-class=nginx'), OF_F5, 'not served'],
    ['F5 without a flag, which means "nginx"', f5('-nginx-configmaps=edge/nginx'), OF_F5, 'not served'],
    ['HAProxy with its suffix', haproxyTech('--ingress.class=tools'), `${OF_HAPROXY_TECH}/tools`, 'served'],
    ['HAProxy with its suffix behind a slash', haproxyTech('--ingress.class=/tools/'), `${OF_HAPROXY_TECH}/tools`, 'served'],
    ['HAProxy with another suffix', haproxyTech('--ingress.class=haproxy'), `${OF_HAPROXY_TECH}/tools`, 'not served'],
    ['HAProxy with a suffix, of a class without', haproxyTech('--ingress.class=haproxy'), OF_HAPROXY_TECH, 'not served'],
    ['HAProxy without a suffix', haproxyTech(), OF_HAPROXY_TECH, 'served'],
    ['HAProxy Ingress with its suffix', haproxyIngress('--controller-class=tools'), `${OF_HAPROXY_INGRESS}/tools`, 'served'],
    ['HAProxy Ingress with its suffix behind a slash', haproxyIngress('--controller-class=/tools'), `${OF_HAPROXY_INGRESS}/tools`, 'served'],
    ['HAProxy Ingress with its full name', haproxyIngress(`--full-controller-name=${OF_HAPROXY_INGRESS}/tools`), `${OF_HAPROXY_INGRESS}/tools`, 'served'],
    ['HAProxy Ingress with another full name, whatever its suffix', haproxyIngress('--controller-class=tools', '--full-controller-name=corp.example/web'), `${OF_HAPROXY_INGRESS}/tools`, 'not served'],
    ['HAProxy Ingress with the full name of a product that nobody knows', haproxyIngress('--full-controller-name=corp.example/web'), 'corp.example/web', 'served'],
    ['HAProxy Ingress without a suffix', haproxyIngress('--ingress-class=haproxy'), `${OF_HAPROXY_INGRESS}/tools`, 'not served'],
    ['HAProxy Ingress without a suffix, of a class without', haproxyIngress('--ingress-class=haproxy'), OF_HAPROXY_INGRESS, 'served'],
    ['ingress-nginx with its controller', nginx('--controller-class=k8s.io/ingress-nginx/tools'), `${OF_NGINX}/tools`, 'served'],
    ['ingress-nginx with the usual controller', nginx('--controller-class=k8s.io/ingress-nginx'), `${OF_NGINX}/tools`, 'not served'],
    ['ingress-nginx that takes the class by its name', nginx('--controller-class=k8s.io/public', '--ingress-class=tools', '--ingress-class-by-name=true'), OF_NGINX, 'served'],
    ['ingress-nginx that takes another class by its name', nginx('--controller-class=k8s.io/public', '--ingress-class-by-name'), OF_NGINX, 'not served'],
    ['ingress-nginx that takes no class by its name', nginx('--controller-class=k8s.io/public', '--ingress-class=tools', '--ingress-class-by-name=false'), OF_NGINX, 'not served'],
    ['Contour with its name, by its control plane', contour('serve', '--ingress-class-name=tools'), OF_CONTOUR, 'served'],
    ['Contour with several names', contour('serve', '--ingress-class-name=contour,tools'), OF_CONTOUR, 'served'],
    ['Contour with its name, whatever controller the class has', contour('serve', '--ingress-class-name=tools'), 'corp.example/contour', 'served'],
    ['Contour with another name', contour('serve', '--ingress-class-name=contour'), OF_CONTOUR, 'not served'],
    ['Contour without a name, which means "contour"', contour('serve'), OF_CONTOUR, 'not served'],
    ['Kong with its name, by the controller beside it', kong('tools'), OF_KONG, 'served'],
    ['Kong with another name', kong('kong'), OF_KONG, 'not served'],
    ['Skipper with its name', skipper('-kubernetes-ingress-class=tools'), 'zalando.org/skipper', 'served'],
    ['Skipper with a pattern', skipper('-kubernetes-ingress-class=^(web|tools)$'), 'zalando.org/skipper', 'served'],
    ['Skipper with a pattern of others', skipper('-kubernetes-ingress-class=^(web|shop)$'), 'zalando.org/skipper', 'not served'],
    ['Skipper without a pattern, which means "skipper"', skipper('-kubernetes'), 'zalando.org/skipper', 'not served'],
    ['Traefik without a flag', proxy(TRAEFIK), 'traefik.io/ingress-controller', 'served'],
    ['Traefik with an empty flag', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=']), 'traefik.io/ingress-controller', 'served'],
    ['Traefik with another name', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=web']), 'traefik.io/ingress-controller', 'not served'],
    ['Traefik with another name in a variable that its flags make void', proxy(TRAEFIK, ['--providers.kubernetesingress'],
      { container: ', env: [{ name: TRAEFIK_PROVIDERS_KUBERNETESINGRESS_INGRESSCLASS, value: web }]' }), 'traefik.io/ingress-controller', 'served'],
    ['Traefik with another name in a variable', proxy(TRAEFIK, [],
      { container: ', env: [{ name: TRAEFIK_PROVIDERS_KUBERNETESINGRESS_INGRESSCLASS, value: web }]' }), 'traefik.io/ingress-controller', 'not served'],
  ])('%s', (_, installation, controller, expected) => {
    expect(served(installation, controller)).toBe(expected);
  });
});

describe('a class that the manifests lack is served by the installation that has its name:', () => {
  test.each<[string, string, Served]>([
    ['by its flag', f5('-ingress-class=tools'), 'served'],
    ['not by that of another name', f5(), 'not served'],
    ['not by a product that is documented with another', nginx(), 'not served'],
    ['by one that takes classes by their names', nginx('--ingress-class=tools', '--ingress-class-by-name'), 'served'],
  ])('%s', (_, installation, expected) => expect(servedBy(OF_TOOLS + installation).served).toBe(expected));
});

describe('the value of a flag', () => {
  const withEnv = (env: string): { container: string } => ({ container: `, env: ${env}` });

  test.each<[string, string, Served]>([
    ['stands in a variable of the container', proxy(F5, ['-ingress-class=$(CLASS)'], withEnv('[{ name: CLASS, value: tools }]')), 'served'],
    ['stands in a variable that names another', proxy(F5, ['-ingress-class=$(CLASS)'], withEnv('[{ name: BASE, value: to }, { name: CLASS, value: "$(BASE)ols" }]')), 'served'],
    ['is another in the variable', proxy(F5, ['-ingress-class=$(CLASS)'], withEnv('[{ name: CLASS, value: nginx }]')), 'not served'],
    ['is a word of its own', proxy(F5, ['-ingress-class', 'tools']), 'served'],
    ['stands in the script of a shell', proxy(F5, ['/nginx-ingress -ingress-class="tools"'], { container: ', command: [sh, -c]' }), 'served'],
    ['is another in the script of a shell', proxy(F5, ['/nginx-ingress -ingress-class=nginx'], { container: ', command: [/bin/sh, -c]' }), 'not served'],
    ['is not that of a sidecar of another product', proxy(F5, [], { container: '}, { name: beside, image: "corp.example/web:1", args: ["-ingress-class=tools"]' }), 'not served'],
  ])('%s', (_, installation, expected) => expect(served(installation, OF_F5)).toBe(expected));

  test.each<[string, string, string, string]>([
    ['stands in a Secret', proxy(F5, ['-ingress-class=$(CLASS)'], withEnv('[{ name: CLASS, valueFrom: { secretKeyRef: { name: web, key: class } } }]')), OF_F5,
      'edge/proxy[Deployment] serves class "tools": the manifests do not say what "$(CLASS)" of its -ingress-class stands for'],
    ['may be in a script', proxy(HAPROXY_TECH, ['/start.sh --configmap=edge/web'], { container: ', command: [sh, -c]' }), `${OF_HAPROXY_TECH}/tools`,
      `edge/proxy[Deployment] serves classes of ${OF_HAPROXY_TECH}/tools: a script starts it, which may set --ingress.class`],
    ['may be in a script that is mounted', proxy(F5, [], { container: ', command: [/scripts/run.sh]' }), OF_F5,
      'edge/proxy[Deployment] serves class "tools": a script starts it, which may set -ingress-class'],
    ['may be a word that nobody sees', proxy(F5, ['$(EXTRA)']), OF_F5, 'edge/proxy[Deployment] serves class "tools": "$(EXTRA)" may be its -ingress-class'],
    ['may be in a file', proxy(TRAEFIK, ['--configFile=/config/traefik.yaml']), 'traefik.io/ingress-controller',
      'edge/proxy[Deployment] serves class "tools": its --providers.kubernetesingress.ingressclass may stand in "/config/traefik.yaml", which its --configfile names'],
    ['may be in the file that it looks for', proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=web'], { container: ', volumeMounts: [{ name: web, mountPath: /etc/traefik }]' }),
      'traefik.io/ingress-controller',
      'edge/proxy[Deployment] serves class "tools": its --providers.kubernetesingress.ingressclass may stand in a file that the volume at "/etc/traefik" may hold'],
    ['is a pattern that would take long', skipper('-kubernetes-ingress-class=^(t*)*$'), 'zalando.org/skipper',
      'edge/proxy[Deployment] serves class "tools", which the pattern "^(t*)*$" may mean'],
    ['is a pattern that is none here', skipper('-kubernetes-ingress-class=(?i)TOOLS'), 'zalando.org/skipper',
      'edge/proxy[Deployment] serves class "tools", which the pattern "(?i)TOOLS" may mean'],
    ['is a pattern with a class of characters of Go', skipper('-kubernetes-ingress-class=[[:alpha:]]+'), 'zalando.org/skipper',
      'edge/proxy[Deployment] serves class "tools", which the pattern "[[:alpha:]]+" may mean'],
  ])('that %s is not known: another installation of the manifests may serve the class instead', (_, installation, controller, reason) => {
    const [image = ''] = /image: "([^"]+)"/.exec(installation)?.slice(1) ?? [];
    const other = workload('other', 'edge', image, ', args: ["$(OTHER)"]');
    expect(servedBy(OF_TOOLS + ingressClass('tools', controller) + installation + other)).toStrictEqual({ served: 'perhaps', provided: [reason] });
    // that no other is there says nothing of it
    expect(servedBy(OF_TOOLS + ingressClass('tools', controller) + installation)).toStrictEqual({ served: 'perhaps', provided: [reason] });
  });

  test.each<[string, string, Served]>([
    ['is void where a volume is the file', '/etc/traefik/traefik.yml', 'perhaps'],
    ['is void where a volume is the file in another format', '/etc/traefik/traefik.toml', 'perhaps'],
    ['is void where the volume is above it', '/etc/', 'perhaps'],
    ['is void where it is in the home of root', '/root/.config', 'perhaps'],
    ['is void where it is in the folder that a variable names', '/web/settings', 'perhaps'],
    ['is void where it is in the working directory', '/traefik.yaml', 'perhaps'],
    ['counts beside what is routed by', '/etc/traefik/dynamic', 'served'],
    ['counts beside certificates', '/etc/traefik/certs', 'served'],
    ['counts beside another file', '/etc/traefik/traefik.yml.bak', 'served'],
    ['counts beside data', '/data', 'served'],
    ['counts beside a folder of a like name', '/etc/traefik-web', 'served'],
  ])('of Traefik %s', (_, mountPath, expected) => {
    const installation = proxy(TRAEFIK, ['--providers.kubernetesingress.ingressclass=tools'],
      { container: `, env: [{ name: XDG_CONFIG_HOME, value: /web/settings }], volumeMounts: [{ name: web, mountPath: ${mountPath} }]` });
    expect(served(installation, 'traefik.io/ingress-controller')).toBe(expected);
  });

  test('of another product does not stand where Traefik looks for it', () => {
    expect(served(proxy(F5, ['-ingress-class=tools'], withEnv('[], volumeMounts: [{ name: web, mountPath: /etc/traefik }]')), OF_F5)).toBe('served');
  });

  test('that a variable takes from elsewhere is not known', () => {
    const unseen = (env: string): string => proxy(KONG, [], { container: `}, { name: controller, image: "${KONG_CONTROLLER}", ${env}` });
    const other = proxy(KONG, [], { name: 'other', container: `}, { name: controller, image: "${KONG_CONTROLLER}", env: [{ name: CONTROLLER_INGRESS_CLASS, value: tools }]` });
    const manifests = OF_TOOLS + ingressClass('tools', OF_KONG) + other;
    expect(servedBy(manifests + unseen('env: [{ name: CONTROLLER_INGRESS_CLASS, valueFrom: { configMapKeyRef: { name: web, key: class } } }]')).provided)
      .toStrictEqual(['edge/proxy[Deployment] serves class "tools": the manifests do not say what CONTROLLER_INGRESS_CLASS is']);
    expect(servedBy(manifests + unseen('envFrom: [{ configMapRef: { name: web } }]')).provided)
      .toStrictEqual(['edge/proxy[Deployment] serves class "tools": the manifests do not say whether its envFrom sets CONTROLLER_INGRESS_CLASS']);
  });
});
