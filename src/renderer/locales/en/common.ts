export default {
  language: 'en',
  close: 'Close',
  cancel: 'Cancel',
  retry: 'Try again',
  'app-name': 'Galleon',
  'view-downloads': 'Downloads',
  'view-library': 'Library',
  'view-recipes': 'Recipes',
  'view-settings': 'Settings',
  'main-navigation': 'Main',
  starting: 'Starting …',
  'could-not-start': 'Galleon could not start',
}
