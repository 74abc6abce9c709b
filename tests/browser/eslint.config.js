import js from '@eslint/js';
import globals from 'globals';

export default [
  { ignores: ['tests/browser/node_modules/', 'tests/onnx/node_modules/', 'tests/openapi/node_modules/'] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'max-len': ['error', { code: 120, ignoreUrls: true }],
      'no-console': 'error',
      'no-implicit-coercion': 'error',
      'no-param-reassign': 'error',
      'no-shadow': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-template': 'error',
    },
  },
  { files: ['web/**/*.js'], languageOptions: { globals: globals.browser } },
  { files: ['web/**/*.test.js'], languageOptions: { globals: globals.node } },
  { files: ['tests/onnx/*.js', 'tests/openapi/*.js'], languageOptions: { globals: globals.node } },
  // Parts of these run in the page.
  { files: ['tests/browser/*.js'], languageOptions: { globals: { ...globals.node, ...globals.browser } } },
];
