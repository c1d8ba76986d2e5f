"""llama.cpp's own HTTP server on loopback, with one thread: server.py MODEL.gguf PORT SLOTS CONTEXT. Ends with its parent's stdin."""

import sys

import xllamacpp

model, port, slots, context = sys.argv[1:5]
parameters = xllamacpp.CommonParams()
parameters.model.path = model
parameters.hostnames = ["127.0.0.1"] if isinstance(parameters.hostnames, list) else "127.0.0.1"
parameters.port = int(port)
parameters.n_parallel = int(slots)
parameters.n_ctx = int(context)
parameters.cpuparams.n_threads = 1
parameters.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(parameters)
print("listening", server.listening_address, flush=True)
sys.stdin.read()
