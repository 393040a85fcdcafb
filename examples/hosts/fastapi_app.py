"""FastAPI: ``uvicorn --app-dir examples/hosts fastapi_app:app``, then look at ``/docs`` and at ``/?er=positive``.

A profile is a request's body and an explanation the response: the API's description has both, field by field. What
can't be read is refused with 422, field by field. A whole page goes out as it is.
"""

from typing import Annotated

from fastapi import FastAPI, Query, Request
from fastapi.exception_handlers import request_validation_exception_handler
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse

from mbc_explainer import Explanation, PatientProfile, ProfileError, explain

app = FastAPI()


@app.post("/explanations")
def explanation(profile: PatientProfile) -> Explanation:
    """What the article says for a profile."""
    return explain(profile)


@app.get("/", response_class=HTMLResponse)
def page(profile: Annotated[PatientProfile, Query()]) -> str:
    """The same as a page, for people."""
    return explain(profile).to_page()


@app.exception_handler(RequestValidationError)
async def refused(request: Request, error: RequestValidationError) -> JSONResponse:
    """Which field can't be read, what was given, and what is accepted there."""
    found = [one.get("ctx", {}).get("error") for one in error.errors()]
    problems = [problem._asdict() for one in found if isinstance(one, ProfileError) for problem in one.problems]
    return (
        JSONResponse({"detail": problems}, 422)
        if problems
        else await request_validation_exception_handler(request, error)
    )
