"""Loads a file with inseq's own loader, uses what came out as inseq's users do, and prints what was in it as JSON."""

import json
import sys

from inseq import FeatureAttributionOutput

output = FeatureAttributionOutput.load(sys.argv[1])
assert isinstance(output, FeatureAttributionOutput)
sequences = []
for sequence in output.sequence_attributions:
    sequence.aggregate()  # as its own show() does before it draws
    sequences.append(
        {
            "source": [str(token) for token in sequence.source],
            "target": [str(token) for token in sequence.target],
            "ids": [token.id for token in sequence.target],
            "start": sequence.attr_pos_start,
            "end": sequence.attr_pos_end,
            "scores": [[None if x != x else x for x in row] for row in sequence.target_attributions.tolist()],
            "probability": sequence.step_scores["probability"].tolist(),
        }
    )
html = output.show(display=False, return_html=True)
output.save(sys.argv[2], overwrite=True)  # and back again
again = FeatureAttributionOutput.load(sys.argv[2])
same = dict(again.info) == dict(output.info) and all(
    one.target == other.target and one.target_attributions.allclose(other.target_attributions, equal_nan=True)
    for one, other in zip(again.sequence_attributions, output.sequence_attributions, strict=True)
)
print(json.dumps({"sequences": sequences, "html": html, "same": same, "info": output.info}))
