import { Viewer } from './viewer';

/** On the server: what there is to watch. It could come from your database. */
async function readCatalogue() {
  return [
    { id: 'news', title: 'The news' },
    { id: 'films', title: 'Films' },
    { id: 'sports', title: 'Sports' },
  ];
}

/** The server renders the catalogue. The viewer is known to their browser alone. */
export default async function Page() {
  return (
    <main>
      <h1>Watch TV</h1>
      <Viewer catalogue={await readCatalogue()} />
    </main>
  );
}
