/** What is known about one implementation of the Gateway API: data only. */
export interface GatewayPreset {
  /** Name in exposure.yaml. */
  readonly name: string;
  /** Name for people. */
  readonly title: string;
  /** `spec.controllerName` of its GatewayClasses. */
  readonly controllerName: string;
  /** Class name that its documentation uses. */
  readonly className: string;
  /** Where its proxy pods are; undefined where they stand beside each Gateway or where there are none. */
  readonly pods?: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  /** Where each fact above is from. */
  readonly sources: readonly string[];
}
