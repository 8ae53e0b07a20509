export {
  domLifecycle,
  type DomLifecycleOptions,
  type Lifecycle,
  reactNativeLifecycle,
  type ReactNativeLifecycleOptions,
  timerLifecycle,
  type TimerLifecycleOptions,
  type WakeableActor,
  wakeOn,
} from './lifecycle.js';
export {
  type PickableMvpd,
  type Picker,
  type PickerEntry,
  type PickerLetter,
  pickerOf,
  type PickerOptions,
} from './picker.js';
export { de } from './texts/de.js';
export { en } from './texts/en.js';
export { es } from './texts/es.js';
export { fr } from './texts/fr.js';
export { pt } from './texts/pt.js';
export type { ViewerText, ViewerTextKey, ViewerTextOverrides, ViewerTexts } from './texts/texts.js';
export { type ToldText, viewerText, type ViewerTextSubject } from './viewer-text.js';
