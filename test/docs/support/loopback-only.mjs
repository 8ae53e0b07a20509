// Loaded before an example: a connection that leaves this machine fails, whoever opens it.
import { Socket } from 'node:net';

const connect = Object.getOwnPropertyDescriptor(Socket.prototype, 'connect').value;

Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' ? (first?.host ?? 'localhost') : args[1];
  const isLocal =
    (typeof first === 'object' && first?.path !== undefined && first.path !== null) ||
    ['127.0.0.1', '::1', 'localhost', undefined].includes(host);
  if (!isLocal) throw new Error(`An example must not connect to ${host}`);
  return connect.apply(this, args);
};
