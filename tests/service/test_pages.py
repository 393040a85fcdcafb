import pytest
from served import get

from mbc_explainer.offline.bundle import bundled
from mbc_explainer.service.pages import files


def test_the_pages_are_the_bundle_as_it_is_written_to_a_folder() -> None:
    written = bundled()
    served = files()
    assert {"/", *(f"/{name}" for name in written)} == served.keys()
    assert written == {name: served[f"/{name}"].content for name in written}
    assert served["/"] == served["/index.html"]


@pytest.mark.parametrize(("path", "media_type"), [(path, file.media_type) for path, file in files().items()])
def test_a_page_may_run_its_own_script_stand_in_a_frame_and_ask_nobody(path: str, media_type: str) -> None:
    """A query is no matter: links to a page carry all sorts of them."""
    response = get(f"{path}?utm_source=leaflet")
    assert (200, files()[path].content) == (response.status, response.content)
    assert response.headers["content-type"].startswith(media_type)
    policy = response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "connect-src 'none'" in policy
    assert "frame-ancestors" not in policy
