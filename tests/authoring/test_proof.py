"""The parts of `make test`."""

import subprocess
import sys
import textwrap

from dlcourse.authoring import proof


def test_the_shape_checker_sees_every_module_of_mathematics():
    package = proof.ROOT / "dlcourse"
    annotated = {path.relative_to(package).parts[0].removesuffix(".py") for path in package.rglob("*.py")
                 if "from jaxtyping import" in path.read_text()}
    assert annotated - {"figures", "lectures", "tensors"} == set(proof.MATHEMATICS)
    for name in proof.MATHEMATICS:
        assert (proof.ROOT / "tests" / name).is_dir(), f"tests/{name} holds the tests of dlcourse.{name}"


def test_the_shape_checker_objects_to_a_wrong_shape_inside():
    code = textwrap.dedent("""
        import jaxtyping, torch
        with jaxtyping.install_import_hook("dlcourse.optim", "beartype.beartype"):
            from dlcourse.optim import batches
        inside = batches.minibatch_gradient.__wrapped__
        try:
            inside(torch.ones(3), torch.tensor([0.0]), 3)
        except jaxtyping.TypeCheckError:
            print("objected")
    """)
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "objected", done.stderr
