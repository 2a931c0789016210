import { Features } from '../controllers/features/feature';
import { refuse } from './declaration-error';
import { listOf, required, Shape, TEXT, typedOptions } from './prop-types';
import { Problems, quoted } from './validation';

/** Settings of authentication by name and password. */
export interface BasicAuthenticationOptions {
  /**
   * Name of the Secret with the users, in the app's namespace. It is not created; the documentation of each controller says
   * under which key it expects them.
   */
  readonly secretName: string;
}

/** Settings of authentication by a service of your own. */
export interface ExternalAuthenticationOptions {
  /** URL of the service, which the controller asks about each request: any answer but a success is passed on to the client. */
  readonly url: string;
  /**
   * Headers of its answer that the app gets.
   * @default - none
   */
  readonly responseHeaders?: string[];
}

const BASIC: Shape<BasicAuthenticationOptions> = { secretName: required(TEXT) };
const EXTERNAL: Shape<ExternalAuthenticationOptions> = { url: required(TEXT), responseHeaders: listOf(TEXT) };

/** How clients of an app prove who they are, before a request reaches it. */
export class ClientAuthentication {
  /**
   * By name and password (RFC 7617).
   *
   * @throws when the name cannot be that of a Secret
   */
  public static basic(options: BasicAuthenticationOptions): ClientAuthentication {
    const { secretName } = typedOptions('ClientAuthentication.basic', options, BASIC);
    const problems = new Problems();
    problems.objectName('secretName', secretName);
    refuse('INVALID_VALUE', 'ClientAuthentication.basic', problems.all);
    return new ClientAuthentication({ basicAuthentication: { secret: secretName } });
  }

  /**
   * By a service that is asked about each request, such as oauth2-proxy. The controller must be able to reach it.
   *
   * @throws when the URL is none, or a header has no name
   */
  public static external(options: ExternalAuthenticationOptions): ClientAuthentication {
    const { url, responseHeaders = [] } = typedOptions('ClientAuthentication.external', options, EXTERNAL);
    const problems = new Problems();
    problems.check(/^https?:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[A-Za-z0-9_.~/%-]*)?$/.test(url),
      () => `url: ${quoted(url)} is no URL of a service; write it as http://auth.security.svc.cluster.local:8080/verify, without a query`);
    responseHeaders.forEach((name, i) => problems.check(/^[A-Za-z0-9-]+$/.test(name), () => `responseHeaders[${i}]: ${quoted(name)} is no name of a header`));
    refuse('INVALID_VALUE', 'ClientAuthentication.external', problems.all);
    return new ClientAuthentication({ externalAuthentication: { url, responseHeaders: [...responseHeaders] } });
  }

  private constructor(private readonly features: Partial<Features>) {}

  /** @internal */
  public get _features(): Partial<Features> {
    return this.features;
  }
}
