export {
  type PickableMvpd,
  type Picker,
  type PickerEntry,
  type PickerLetter,
  pickerOf,
  type PickerOptions,
} from './picker.js';
