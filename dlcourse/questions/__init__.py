"""Questions that wait for an answer: asked in a notebook, judged here, asked again when they are due.

    typed      what a student typed, read as numbers
    question   the four kinds of question as data, with what belongs on their cards
    sitting    one student at one question: tries, feedback, the end
    store      the questions of every notebook, made by the build
    live       the card in a notebook
    ask        what a notebook calls
    tries      first answers and when each question is due, in a file beside the progress
    fresh      a question made from a solved exercise, with new numbers
    review     what is due, in a notebook
    terminal   what is due, in a terminal
"""
