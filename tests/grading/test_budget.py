"""Code of ours that looks at what a student's code gave back has a bound of its own."""

import contextlib
import cProfile
import os
import threading
import time

import pytest

from dlcourse.grading.trusted.budget import SpentError, limited


def loop():
    while True:
        pass


def stubborn():
    while True:
        with contextlib.suppress(Exception):
            sum(range(1000))


@pytest.mark.parametrize("work", [loop, stubborn])
def test_what_goes_on_is_ended_and_no_check_takes_it_for_an_error(work):
    with pytest.raises(SpentError), limited(0.1):
        work()


def test_waiting_costs_nothing():
    with limited(0.2):
        time.sleep(0.6)


def test_what_ends_in_time_goes_on_undisturbed():
    for _ in range(200):
        with limited(0.05):
            sum(range(1000))
    time.sleep(0.2)
    assert sum(range(1_000_000)) == 499_999_500_000


def test_it_holds_in_other_threads_too():
    met = []

    def work():
        try:
            with limited(0.1):
                while True:
                    pass
        except SpentError:
            met.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert met == [True]


def test_python_runs_on_under_a_profiler():
    """Something that was announced and taken back would stop it for ever."""
    profile = cProfile.Profile()
    with limited(5):
        pass
    profile.enable()
    loop_once = sum(range(1000))
    profile.disable()
    assert loop_once == 499_500


def test_all_bounds_of_a_process_share_one_thread():
    with limited(5):
        before = threading.active_count()
    for _ in range(20):
        with limited(5), limited(4):
            assert threading.active_count() == before


def test_a_fork_is_bounded_too():
    with limited(5):
        pass
    child = os.fork()
    if child == 0:
        try:
            with limited(0.1):
                loop()
        except SpentError:
            os._exit(7)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
