const paths = {
  power: 'M12 3v9M7 6.5a7.5 7.5 0 1 0 10 0',
  link: 'M10 14a4 4 0 0 0 6 .5l3-3a4 4 0 0 0-5.7-5.7L12 7M14 10a4 4 0 0 0-6-.5l-3 3a4 4 0 0 0 5.7 5.7L12 17',
  restart: 'M5 12a7 7 0 1 0 2.2-5.1M5 4v4h4',
  play: 'M8 5.5v13l10-6.5z',
  pause: 'M8.5 6v12M15.5 6v12',
  step: 'M7 6v12l8-6zM18 6v12',
  back: 'M15 5l-7 7 7 7',
  forward: 'M9 5l7 7-7 7',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  follow: 'M12 3v3M12 18v3M3 12h3M18 12h3M12 8a4 4 0 1 0 .01 0',
  edit: 'M5 19l1-4L16 5l3 3L9 18z',
  close: 'M6 6l12 12M18 6L6 18',
  auto: 'M12 4a8 8 0 1 0 .01 0M12 4v16',
  light:
    'M12 8a4 4 0 1 0 .01 0M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
  dark: 'M19 14.5A7.5 7.5 0 0 1 9.5 5a7.5 7.5 0 1 0 9.5 9.5z',
  lock: 'M7 11V8a5 5 0 0 1 10 0v3M6 11h12v8H6z',
  save: 'M12 4v10M7.5 10L12 14.5 16.5 10M5 19h14',
  open: 'M4 18V6h5l2 2.5h9V18z',
  attach: 'M9 3v5M15 3v5M6.5 8h11v3a5.5 5.5 0 0 1-11 0zM12 16.5V21',
  details: 'M12 4a8 8 0 1 0 .01 0M12 11v5M12 8v.5',
  full: 'M13 4h7v7M20 4l-7 7M11 20H4v-7M4 20l7-7',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  test: 'M9 4h6M10 4v5l-5 9.5h14L14 9V4M8 14h8',
  unknown: 'M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 17.5v.5',
} as const;

export type IconName = keyof typeof paths;

/** A sign; what it means is said beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
