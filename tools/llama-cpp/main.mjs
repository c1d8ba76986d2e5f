// `npm run llama-cpp`: installs llama.cpp's server for the tests, or finds that it is there.
import { tellInstallation } from '../real-server/install-server.mjs';
import { installLlamaCpp } from './install-llama-cpp.mjs';

tellInstallation('llama.cpp', await installLlamaCpp());
