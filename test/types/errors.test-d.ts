import { expectTypeOf } from 'vitest';
import {
  type EnhancedError,
  type ForeignAnswerError,
  isPassError,
  type PassError,
  type PassErrorData,
  type Remedy,
  type ThrottledError,
  toErrorData,
  type UnknownActionError,
} from '../../src/client/index.js';

declare const caught: unknown;
declare const error: PassError;

if (isPassError(caught)) expectTypeOf(caught).toEqualTypeOf<PassError>();

// ---- by name ----
if (error.name === 'EnhancedError') expectTypeOf(error).toEqualTypeOf<EnhancedError>();
if (error.name === 'ForeignAnswerError') {
  expectTypeOf(error).toEqualTypeOf<ForeignAnswerError>();
  expectTypeOf(error.captivePortal).toEqualTypeOf<boolean | undefined>();
}
if (error.name === 'ThrottledError') expectTypeOf(error).toEqualTypeOf<ThrottledError>();
if (error.name === 'UnknownActionError') expectTypeOf(error).toEqualTypeOf<UnknownActionError>();
expectTypeOf<PassError['name']>().toEqualTypeOf<
  | 'AbortError'
  | 'EnhancedError'
  | 'ForeignAnswerError'
  | 'HttpError'
  | 'InvalidInputError'
  | 'InvalidResponseError'
  | 'NetworkError'
  | 'RegistrationError'
  | 'SnapshotError'
  | 'StorageError'
  | 'ThrottledError'
  | 'TimeoutError'
  | 'UnknownActionError'
  | 'UnsafeUrlError'
>();
// @ts-expect-error no class has this name
if (error.name === 'EnhancedErrors') void error;

// ---- by remedy: a switch can be complete ----
function advice(remedy: Remedy): string {
  switch (remedy) {
    case 'retry':
    case 'authenticate':
    case 'authorize':
    case 'register':
    case 'configure':
    case 'new-session':
    case 'select-mvpd':
    case 'basic-authentication':
    case 'none':
      return remedy;
  }
}
void advice(error.remedy);

// ---- as data ----
expectTypeOf(error.toJSON()).toEqualTypeOf<PassErrorData>();
expectTypeOf(toErrorData(caught)).toEqualTypeOf<PassErrorData>();
expectTypeOf<PassError>().toExtend<PassErrorData>();
expectTypeOf<PassError>().toExtend<Error>();
expectTypeOf(error.httpStatus).toEqualTypeOf<number | undefined>();
// @ts-expect-error an error is not changed by who reads it
error.code = 'other';
