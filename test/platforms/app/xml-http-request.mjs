import { request } from 'node:http';

/** As much of an `XMLHttpRequest` as `whatwg-fetch` needs, on Node's HTTP. */
export class XMLHttpRequest {
  readyState = 0;
  status = 0;
  statusText = '';
  responseText = '';
  responseURL = '';
  #headers = {};
  #method = 'GET';
  #sent;
  #answered = {};

  open(method, url) {
    this.#method = method;
    this.responseURL = url;
  }

  setRequestHeader(name, value) {
    this.#headers[name] = value;
  }

  getAllResponseHeaders() {
    return Object.entries(this.#answered)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('');
  }

  send(body) {
    this.#sent = request(this.responseURL, { method: this.#method, headers: this.#headers });
    this.#sent.on('error', () => this.#end('onerror'));
    this.#sent.on('response', (response) => {
      this.#answered = response.headers;
      this.status = response.statusCode;
      this.statusText = response.statusMessage;
      response.setEncoding('utf8');
      response.on('data', (text) => {
        this.responseText += text;
      });
      response.on('end', () => this.#end('onload'));
    });
    this.#sent.end(body ?? undefined);
  }

  abort() {
    this.#sent?.destroy();
    this.#end('onabort');
  }

  #end(listener) {
    if (this.readyState === 4) return;
    this.readyState = 4;
    this.onreadystatechange?.();
    this[listener]?.();
  }
}
