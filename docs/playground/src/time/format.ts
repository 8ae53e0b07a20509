const two = (number: number) => String(number).padStart(2, '0');

/** `20:15:03`, in UTC. */
export function timeOfDay(at: number): string {
  const date = new Date(at);
  return [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':');
}

/** `+1:05`, `+2:00:00`, `+3 d 1:00:00`. */
export function sinceStart(milliseconds: number): string {
  const seconds = Math.max(Math.floor(milliseconds / 1000), 0);
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = two(seconds % 60);
  const clock = hours + days > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
  return days > 0 ? `+${days} d ${clock}` : `+${clock}`;
}

/** What is left until a time: `29:55`. */
export const countdown = (until: number, now: number): string =>
  sinceStart(Math.max(until - now, 0)).slice(1);
