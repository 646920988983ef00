"""Proposes the wrong answers that are one change away from ours, for an author to review.

    operators    what may be changed in a function, and how it is said
    steps        the words of "# step:" comments, and how a part of an expression is called
    survey       runs every change, drops what is right or says nothing, keeps one of each behaviour
    store        the reviewed table beside the task: what was reworded or vetoed stays so
"""
