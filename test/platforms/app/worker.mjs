// A Worker: an order comes as a request.
import { answer } from './app.mjs';

// oxlint-disable-next-line import/no-default-export -- Workers are made so.
export default {
  async fetch(request) {
    try {
      return new Response(await answer(await request.text()));
    } catch (error) {
      return new Response(String(error.stack), { status: 500 });
    }
  },
};
