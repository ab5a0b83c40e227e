"""The REST API against the real app: server, Redis and workers."""

from __future__ import annotations

import http.client
import io
import json
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from summarizer_core.models import AnalysisResult
from tests.running_app import API, RunningApp, running_app, wait_for_end
from tests.samples import (
    contract_text,
    long_contract_text,
    write_docx,
    write_pdf,
    write_scanned_pdf,
)

pytestmark = pytest.mark.redis

STATUS_FIELDS = {
    "session_id", "status", "progress", "stage", "message", "chunks", "queue_position",
    "eta_seconds", "updated_at",
}  # fmt: skip
RESULT_FIELDS = {
    "session_id", "filename", "status", "error", "engine", "playbook", "side", "created_at",
    "finished_at", "document", "summary", "summary_sentences", "look_first", "sections",
    "key_terms", "clauses", "high_risk_clauses", "possible_clauses", "missing_clauses", "focus",
    "chunks", "coverage", "comments", "warnings", "usage", "total_usage", "timings",
}  # fmt: skip
CLAUSE_FIELDS = {
    "id", "category", "title", "severity", "confidence", "quote", "page", "start", "end", "heading",
    "rationale", "recommendation",
}  # fmt: skip


@pytest.fixture(scope="module")
def app(tmp_path_factory, redis_url):
    with running_app(tmp_path_factory.mktemp("api") / "data", MAX_UPLOAD_MB="5") as started:
        yield started


@pytest.fixture(scope="module")
def token(app: RunningApp) -> str:
    return app.token()


@pytest.fixture
def client(app, token):
    with app.client(token) as opened:
        yield opened


@pytest.fixture(scope="module")
def samples(tmp_path_factory):
    folder = tmp_path_factory.mktemp("samples")
    write_pdf(folder / "contract.pdf", contract_text())
    write_docx(folder / "contract.docx", contract_text())
    (folder / "contract.txt").write_text(contract_text(), encoding="utf-8")
    write_pdf(folder / "locked.pdf", contract_text(), password="open sesame")
    write_scanned_pdf(folder / "scanned.pdf")
    write_pdf(folder / "long.pdf", long_contract_text(pages=30))
    return folder


def post(client: httpx.Client, name: str, content: bytes, **fields: str) -> httpx.Response:
    return client.post("/summarize/", files={"document": (name, content)}, data=fields)


@pytest.mark.parametrize("name", ["contract.pdf", "contract.docx", "contract.txt"])
def test_a_sync_request_answers_with_the_result_object(client, samples, name):
    answer = post(client, name, (samples / name).read_bytes())
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert set(body) == RESULT_FIELDS
    assert body["status"] == "completed"
    assert body["filename"] == name
    assert body["summary"]
    assert {term["name"] for term in body["key_terms"]} >= {"Party", "Governing law"}
    assert body["high_risk_clauses"]
    for clause in body["clauses"]:
        assert set(clause) == CLAUSE_FIELDS
    assert [c for c in body["clauses"] if c["severity"] == "high"] == body["high_risk_clauses"]
    AnalysisResult.model_validate(body)


def test_every_quote_is_the_text_at_its_offsets(app, client, samples):
    body = post(client, "contract.pdf", (samples / "contract.pdf").read_bytes()).json()
    extracted = app.command("extract", str(samples / "contract.pdf"), "--json")
    text = json.loads(extracted.stdout)["text"]
    placed = body["clauses"] + body["key_terms"]
    assert placed
    for item in placed:
        assert text[item["start"] : item["end"]] == item["quote"]


def test_the_old_javascript_client_works_unchanged(client, samples):
    answer = post(
        client, "contract.pdf", (samples / "contract.pdf").read_bytes(), **{"async": "true"}
    )
    assert answer.status_code == 202
    started = answer.json()
    assert set(started) == {"session_id", "status", "status_url"}
    final = wait_for_end(client, started["session_id"])
    assert final["status"] == "completed"
    assert final["progress"] == 100
    assert isinstance(final["summary"], str)
    assert isinstance(final["high_risk_clauses"], list)
    assert set(final) == STATUS_FIELDS | {"summary", "high_risk_clauses"}
    absolute = client.get(httpx.URL(str(client.base_url)).join(started["status_url"]))
    assert absolute.json()["status"] == "completed"


def test_progress_is_an_integer_that_never_falls(client, samples):
    started = post(client, "l.pdf", (samples / "long.pdf").read_bytes(), **{"async": "true"}).json()
    seen = []
    while True:
        body = client.get(f"/sessions/{started['session_id']}/status/").json()
        seen.append(body["progress"])
        if body["status"] not in ("pending", "processing"):
            break
    assert all(isinstance(value, int) for value in seen)
    assert seen == sorted(seen)
    assert seen[-1] == 100


def test_thirty_contracts_at_once_all_complete_and_the_app_stays_responsive(app, client, samples):
    content = (samples / "contract.txt").read_text(encoding="utf-8")

    def submit(number: int) -> str:
        text = content.replace("thirty (30) days", f"{number + 31} days") + f"\n{number}\n"
        answer = post(client, f"contract-{number}.txt", text.encode(), **{"async": "true"})
        assert answer.status_code == 202, answer.text
        return answer.json()["session_id"]

    with ThreadPoolExecutor(30) as pool:
        ids = list(pool.map(submit, range(30)))
    assert httpx.get(app.url + "/").status_code == 200
    assert {wait_for_end(client, name)["status"] for name in ids} == {"completed"}


def test_the_same_document_again_costs_nothing(client, samples):
    data = (samples / "contract.docx").read_bytes()
    post(client, "first.docx", data)
    body = post(client, "second.docx", data).json()
    assert body["chunks"]["analyzed"] == 0
    assert body["chunks"]["cached"] == body["chunks"]["total"] > 0


def test_an_estimate_tells_the_cost_and_creates_no_session(client, samples):
    content = (samples / "contract.pdf").read_bytes()
    before = client.get("/sessions/").json()
    answer = client.post("/estimate/", files={"document": ("contract.pdf", content)})
    assert answer.status_code == 200
    body = answer.json()
    assert set(body) == {
        "filename", "engine", "pages", "characters", "chunks", "calls", "input_tokens",
        "output_tokens", "cost_usd",
    }  # fmt: skip
    assert (body["engine"], body["calls"], body["cost_usd"]) == ("local", 0, 0.0)
    assert set(body["chunks"]) == {"total", "cached", "to_pay"}
    assert client.get("/sessions/").json() == before
    refused = client.post("/estimate/", files={"document": ("x.pdf", b"MZ" + bytes(500))})
    assert (refused.status_code, refused.json()["code"]) == (415, "unsupported_type")


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
def test_without_a_good_token_nothing_is_answered(app, headers):
    for method, path in [("POST", "/summarize/"), ("GET", "/sessions/"), ("GET", "/sessions/x/")]:
        answer = httpx.request(method, app.url + API + path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert set(answer.json()) == {"detail", "code"}


def assert_refused(answer: httpx.Response, status: int, code: str) -> dict:
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), body
    assert body["detail"].endswith((".", "?"))
    assert "Traceback" not in answer.text
    return body


def count(client: httpx.Client) -> int:
    total, cursor = 0, None
    while True:
        page = client.get(
            "/sessions/", params={"limit": 200, **({"cursor": cursor} if cursor else {})}
        )
        body = page.json()
        total += len(body["items"])
        cursor = body["next_cursor"]
        if cursor is None:
            return total


def test_files_that_cannot_be_accepted_get_a_sentence_and_no_session(client, samples):
    before = count(client)
    assert_refused(post(client, "empty.pdf", b""), 422, "empty_document")
    renamed = b"MZ\x90\x00" + bytes(range(256)) * 20
    assert_refused(post(client, "invoice.pdf", renamed), 415, "unsupported_type")
    assert_refused(post(client, "big.pdf", b"%PDF-1.7\n" + b"0" * (6 << 20)), 413, "too_large")
    locked = (samples / "locked.pdf").read_bytes()
    assert_refused(post(client, "locked.pdf", locked), 422, "password_required")
    assert_refused(post(client, "locked.pdf", locked, password="no"), 422, "wrong_password")
    assert count(client) == before


def test_an_upload_over_the_limit_without_content_length_is_refused_too(app, token):
    boundary = "b"
    head = (
        f"--{boundary}\r\nContent-Disposition: form-data; name=document; filename=big.txt\r\n\r\n"
    ).encode()

    def body():
        yield head
        for _ in range(60):
            yield b"x" * (1 << 20)
        yield f"\r\n--{boundary}--\r\n".encode()

    connection = http.client.HTTPConnection("localhost", app.port, timeout=60)
    connection.request(
        "POST",
        f"{API}/summarize/",
        body=body(),
        headers={
            "Authorization": f"Bearer {token}",
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Transfer-Encoding": "chunked",
        },
        encode_chunked=True,
    )
    answer = connection.getresponse()
    code = json.loads(answer.read())["code"]
    connection.close()
    assert (answer.status, code) == (413, "too_large")


def test_the_password_opens_an_encrypted_pdf_and_is_not_kept(app, client, samples):
    data = (samples / "locked.pdf").read_bytes()
    answer = post(client, "locked.pdf", data, password="open sesame")
    assert answer.status_code == 200, answer.text
    for path in app.data_dir.rglob("*"):
        if path.is_file():
            assert b"open sesame" not in path.read_bytes()
    assert "open sesame" not in app.output()


def test_a_scanned_pdf_ends_as_a_failed_session_with_a_sentence(client, samples):
    data = (samples / "scanned.pdf").read_bytes()
    body = assert_refused(post(client, "scan.pdf", data), 422, "no_readable_text")
    status = client.get(f"/sessions/{body['session_id']}/status/").json()
    assert status["status"] == "failed"
    assert status["error"] == {"code": "no_readable_text", "message": body["detail"]}


@pytest.mark.parametrize(
    ("files", "data", "content_type"),
    [
        ({}, {"other": "x"}, None),
        ({"wrong": ("a.txt", b"x")}, {}, None),
        ({"document": ("a.txt", b"some text")}, {"async": "maybe"}, None),
        ({"document": ("a.txt", b"some text")}, {"engine": "oracle"}, None),
        (None, None, "application/json"),
    ],
)
def test_an_unreadable_request_says_what_is_wrong(client, files, data, content_type):
    if content_type:
        answer = client.post("/summarize/", content=b"{}", headers={"Content-Type": content_type})
    else:
        answer = client.post("/summarize/", files=files, data=data)
    assert_refused(answer, 400, "invalid_request")


def test_documents_of_other_people_look_as_if_they_did_not_exist(app, client, samples):
    body = post(client, "contract.txt", (samples / "contract.txt").read_bytes()).json()
    added = app.command(
        "users", "add", "bob", "--role", "staff", "--password-stdin", stdin="bobspassword\n"
    )
    assert added.returncode == 0, added.stderr
    with app.client(app.token("bob")) as bob:
        own = f"/sessions/{body['session_id']}"
        for method, path in [
            ("GET", f"{own}/"), ("GET", f"{own}/status/"), ("DELETE", f"{own}/"),
            ("POST", f"{own}/cancel/"), ("POST", f"{own}/retry/"), ("GET", f"{own}/export/csv"),
        ]:  # fmt: skip
            assert_refused(bob.request(method, path), 404, "not_found")
        assert bob.get("/sessions/").json()["items"] == []


def test_unknown_addresses_under_the_prefix_are_json_404s(app, client):
    assert_refused(httpx.get(app.url + API), 404, "not_found")
    assert_refused(client.get("/summarize/"), 405, "method_not_allowed")
    assert_refused(client.get("/nothing/here"), 404, "not_found")
    assert_refused(client.get("/sessions/not-a-session/status/"), 404, "not_found")


def test_a_document_can_be_erased_with_a_receipt(client, samples):
    body = post(client, "contract.txt", (samples / "contract.txt").read_bytes()).json()
    receipt = client.delete(f"/sessions/{body['session_id']}/")
    assert receipt.status_code == 200
    assert receipt.json()["file"] is True
    assert receipt.json()["result"] is True
    assert client.get(f"/sessions/{body['session_id']}/").status_code == 404


def test_a_finished_document_can_be_analysed_again_and_a_running_one_cannot(client, samples):
    body = post(client, "contract.txt", (samples / "contract.txt").read_bytes()).json()
    path = f"/sessions/{body['session_id']}"
    assert_refused(client.post(f"{path}/cancel/"), 409, "conflict")
    assert client.post(f"{path}/retry/").status_code == 202
    assert wait_for_end(client, body["session_id"])["status"] == "completed"


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "docx", "json"])
def test_results_can_be_downloaded(client, samples, fmt):
    body = post(client, "contract.txt", (samples / "contract.txt").read_bytes()).json()
    answer = client.get(f"/sessions/{body['session_id']}/export/{fmt}")
    assert answer.status_code == 200
    assert f".{fmt}" in answer.headers["content-disposition"]
    assert len(answer.content) > 200
    assert client.get(f"/sessions/{body['session_id']}/export/exe").status_code == 404


def test_lists_are_paged(client):
    first = client.get("/sessions/", params={"limit": 1}).json()
    alone = client.get(f"/sessions/{first['items'][0]['session_id']}/").json()
    assert first["items"][0]["created_at"] == alone["created_at"]
    assert len(first["items"]) == 1
    second = client.get("/sessions/", params={"limit": 1, "cursor": first["next_cursor"]}).json()
    assert second["items"][0]["session_id"] != first["items"][0]["session_id"]
    assert_refused(client.get("/sessions/", params={"cursor": "garbage"}), 400, "invalid_request")


def test_health_is_answered_at_the_root_and_under_the_prefix(app):
    for base in (app.url, app.url + API):
        for name in ("live", "ready"):
            answer = httpx.get(f"{base}/health/{name}")
            assert (answer.status_code, answer.json()["status"]) == (200, "ok")


def test_the_schema_and_its_page_need_no_internet(app):
    schema = httpx.get(app.url + API + "/openapi.json").json()
    assert "/summarize/" in schema["paths"]
    page = httpx.get(app.url + API + "/docs").text
    sources = [part.split('"')[0] for part in page.split('src="')[1:]]
    assert sources
    for source in sources:
        assert not source.startswith(("http:", "https:", "//"))
        assert httpx.get(httpx.URL(app.url).join(source)).status_code == 200


def test_a_focus_question_is_answered_with_quotes_from_the_document(client, samples):
    body = post(
        client,
        "contract.txt",
        (samples / "contract.txt").read_bytes(),
        focus="Which law governs the agreement?",
    ).json()
    (answer,) = body["focus"]
    assert answer["status"] == "completed"
    assert answer["quotes"]
    assert all(io.StringIO(q["quote"]).read() for q in answer["quotes"])


def test_a_finished_document_can_be_asked_about(client, samples):
    content = (samples / "contract.txt").read_bytes()
    session_id = post(client, "contract.txt", content).json()["session_id"]
    address = f"/sessions/{session_id}/focus/"
    asked = client.post(address, json={"question": "Who may terminate the agreement?"})
    assert asked.status_code == 202
    assert set(asked.json()) == {"focus_id", "status", "status_url"}
    focus_id = asked.json()["focus_id"]
    assert asked.json()["status_url"].endswith(f"{address}{focus_id}/")
    deadline = time.monotonic() + 60
    while (answer := client.get(f"{address}{focus_id}/").json())["status"] == "pending":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert answer["status"] == "completed"
    assert answer["quotes"]
    result = client.get(f"/sessions/{session_id}/").json()
    assert result["focus"] == [answer]
    assert set(answer["clause_ids"]) <= {clause["id"] for clause in result["clauses"]}
    again = client.post(address, json={"question": "Who may  terminate the agreement?"}).json()
    assert again == {**asked.json(), "status": "completed"}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({}, "Nothing is asked"),
        ({"passage": "Nobody ever wrote this sentence."}, "does not occur in the document"),
        ({"question": 7}, "The value of 'question' is not valid"),
        ({"topic": "law"}, "The value of 'topic' is not valid"),
    ],
)
def test_a_question_that_cannot_be_asked_answers_400_with_a_sentence(
    client, samples, body, sentence
):
    content = (samples / "contract.txt").read_bytes()
    session_id = post(client, "contract.txt", content).json()["session_id"]
    answer = client.post(f"/sessions/{session_id}/focus/", json=body)
    assert answer.status_code == 400
    assert sentence in answer.json()["detail"]
    assert client.post("/sessions/nothing/focus/", json={"question": "?"}).status_code == 404


def test_neither_document_text_nor_tokens_reach_the_log(app, token, client):
    marker = "ZEBRAFISH-MARKER-7731"
    post(client, "marker.txt", f"{contract_text()}\n{marker} shall apply.\n".encode())
    assert marker not in app.output()
    assert token not in app.output()
    assert "Traceback" not in app.output()


def test_a_document_can_be_judged_anew_for_a_side(client, samples):
    upload = (samples / "contract.txt").read_bytes()
    first = post(client, "contract.txt", upload, side="Customer", playbook="default").json()
    assert (first["playbook"], first["side"]) == ("default", "Customer")
    path = f"/sessions/{first['session_id']}"
    answer = client.post(f"{path}/judge/", json={"side": "Supplier"})
    assert answer.status_code == 200, answer.text
    assert answer.json()["side"] == "Supplier"
    assert client.get(f"{path}/").json() == answer.json()
    assert client.post(f"{path}/judge/", json={}).json()["side"] == "Supplier"
    assert client.post(f"{path}/judge/", json={"side": None}).json()["side"] is None
    assert_refused(client.post(f"{path}/judge/", json={"playbook": "x"}), 400, "invalid_request")
    assert client.post(f"{path}/judge/", json={"sides": "x"}).status_code == 400
    assert client.post("/sessions/nowhere/judge/", json={}).status_code == 404


def test_the_playbooks_of_the_house_are_listed_with_what_is_wrong(app, client, samples):
    folder = app.data_dir / "playbooks"
    folder.mkdir(exist_ok=True)
    (folder / "banking.yaml").write_text("version: 3\n")
    (folder / "house.yaml").write_text("version: 1\n")
    items = client.get("/playbooks/").json()["items"]
    assert [(item["name"], item["problem"] is None) for item in items] == [
        ("default", True),
        ("banking", False),
        ("house", True),
    ]
    upload = (samples / "contract.txt").read_bytes()
    assert post(client, "contract.txt", upload, playbook="house").json()["playbook"] == "house"
    refused = assert_refused(
        post(client, "contract.txt", upload, playbook="banking"), 400, "invalid_playbook"
    )
    assert "line 1" in refused["detail"]
