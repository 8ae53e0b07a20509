/** What there is to watch; the names of the resources are those of the scenarios. */
export const catalogue = [
  { resource: 'news', title: 'The Evening Report', kind: 'Live', art: 'dusk' },
  { resource: 'series', title: 'Harbour Lights', kind: 'Series', art: 'harbour' },
  { resource: 'football', title: 'Cup Final', kind: 'Live', art: 'pitch' },
  { resource: 'film-1', title: 'The Long Tide', kind: 'Film', art: 'tide' },
  { resource: 'film-2', title: 'Northern Line', kind: 'Film', art: 'line' },
  { resource: 'film-3', title: 'Paper Moons', kind: 'Film', art: 'moon' },
] as const;

export const titleOf = (resource: string): string =>
  catalogue.find((entry) => entry.resource === resource)?.title ?? resource;
