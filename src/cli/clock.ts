/** A time of day, such as 20:15:03. */
export function timeOfDay(at: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' }).format(at);
}

/** A day and a time, such as 4 February 2026, 20:15. */
export function dayAndTime(at: number): string {
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(at);
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format(at);
  return `${day}, ${time}`;
}

const two = (count: number) => String(count).padStart(2, '0');

/** What is left, as 29:57. */
export function countdown(until: number, now: number): string {
  const seconds = Math.max(0, Math.ceil((until - now) / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const short = `${hours > 0 ? two(minutes) : minutes}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${short}` : short;
}
