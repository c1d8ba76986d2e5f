"""inseq's `reagent` as a service: a request a line on standard input, an answer a line on standard output.

usage: reagent_service.py TORCH_FOLDER CACHE_FOLDER

A request is `{"id", "text", "target", "seed", "steps"}`: the text with its target is forced, and the target alone is explained. `steps` is inseq's
`max_probe_steps`; everything else is inseq's default. An answer is the request's id, the processor seconds of the whole `attribute` call (all threads), the
steps made, the probes, how many of them stopped, and the scores of the text's tokens, null for NaN; or `error`, and the seconds until then.
"""

import json
import os
import sys
import time
import zlib

os.environ.update(
    OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", TOKENIZERS_PARALLELISM="false",
    INSEQ_ARTIFACTS_CACHE=sys.argv[2], CUDA_VISIBLE_DEVICES="",
)
_ANSWERS = os.fdopen(os.dup(1), "w", encoding="utf8")
os.dup2(2, 1)  # what libraries print is no answer

import nltk  # noqa: E402

# A fresh installation cannot load the tagger: inseq fetches it under the name that NLTK before 3.9 knew. A fixed rule stands in: 40 groups,
# about as many as there are tags. What a step costs does not depend on it.
nltk.download = lambda *_, **__: True
nltk.pos_tag = lambda words: [(word, f"group {zlib.crc32(word.encode()) % 40}") for word in words]

import inseq  # noqa: E402
import torch  # noqa: E402

torch.set_num_threads(1)
torch.set_num_interop_threads(1)


def _explain(model: inseq.AttributionModel, request: dict) -> dict:
    evaluator = model.attribution_method.method.rationalizer.importance_score_evaluator
    evaluator.max_steps = request["steps"]
    tokens = len(model.encode(request["text"]).input_tokens[0])
    torch.manual_seed(request["seed"])
    facts = {"id": request["id"], "seed": request["seed"], "tokens": tokens}
    start = time.process_time()
    try:
        result = model.attribute(
            request["text"], request["text"] + request["target"], attr_pos_start=tokens, attr_pos_end=tokens + 1,
            show_progress=False, pretty_progress=False,
        )
    except Exception as error:  # any of them is a finding
        failed = {"cpuSeconds": time.process_time() - start, "error": f"{type(error).__name__}: {error}"[:300]}
        return facts | failed | {"steps": evaluator.num_steps}
    seconds = time.process_time() - start
    scores = result.sequence_attributions[0].target_attributions
    column = scores.reshape(scores.shape[0], -1)[:tokens, 0].tolist()
    if scores.shape[1] != 1:
        raise ValueError(f"one target was asked for, not {scores.shape[1]}")
    return facts | {
        "cpuSeconds": seconds,
        "steps": evaluator.num_steps,
        "probes": len(evaluator.stop_mask),
        "stoppedProbes": int(evaluator.stop_mask.sum()),
        "scores": [None if score != score else score for score in column],
        "target": result.sequence_attributions[0].target[-1].token,
    }


def _answer(value: dict) -> None:
    print(json.dumps(value), file=_ANSWERS, flush=True)


def main() -> None:
    model = inseq.load_model(sys.argv[1], "reagent")
    versions = {one.__name__: one.__version__ for one in (torch, nltk)} | {"python": sys.version.split()[0]}
    _answer({"ready": True, "versions": versions, "threads": torch.get_num_threads()})
    for line in sys.stdin:
        _answer(_explain(model, json.loads(line)))


main()
