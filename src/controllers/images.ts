import { ControllerPreset } from './controller';

/** Repository of an image without registry, tag and digest: `docker.io/library/traefik:v3.7` → `library/traefik`. */
export function imageRepository(image: string): string {
  const undigested = image.split('@', 1)[0] ?? '';
  const slash = undigested.lastIndexOf('/');
  const colon = undigested.indexOf(':', slash + 1);
  const untagged = colon < 0 ? undigested : undigested.slice(0, colon);
  const segments = untagged.split('/');
  const first = segments[0] ?? '';
  const hasRegistry = segments.length > 1 && (first.includes('.') || first.includes(':') || first === 'localhost');
  return (hasRegistry ? segments.slice(1) : segments).join('/');
}

/**
 * Whether an image is the proxy of a controller. Mirrors put path segments before the repository
 * (`mirror.example/hub/library/traefik`), so that the last segments decide.
 */
export function isImageOf({ images }: Pick<ControllerPreset, 'images'>, image: string): boolean {
  const repository = imageRepository(image);
  return images.some((known) => repository === known || (known.includes('/') && repository.endsWith(`/${known}`)));
}
