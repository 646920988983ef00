"""One sentence of advice beside the message of a Python or torch error: what it usually means, and where to look."""

from __future__ import annotations

import re

from dlcourse.classroom.codec import AnswerError

# Kind of the error, a pattern of its message, and the advice; the first that fits is given.
ADVICE = (
    ("TypeError", r"NoneType",
     "Something is None here: a function without `return` gives None, and so does a method that only prints. Where "
     "does that value come from?"),
    ("TypeError", r"'(Tensor|float|int|numpy\.\w+)' object is not callable",
     "A number is called like a function. Is a * missing before a bracket, or has a name been used twice?"),
    ("TypeError", r"missing \d+ required positional|takes (from )?\d+ .*positional argument|unexpected keyword",
     "A call and a signature disagree about the arguments. Compare them with the task's signature: which one is "
     "missing, or too many?"),
    ("TypeError", r"'(\w+)' object is not (iterable|subscriptable)",
     "A single number is used like a list. Which value has no entries to go through?"),
    ("TypeError|RuntimeError|NotImplementedError", r"for \^=?:|bitwise_xor",
     "In Python `^` is not a power: it compares the bits of whole numbers. A power is written with `**`. Where does "
     "your answer have a `^`?"),
    ("TypeError", r"can't multiply sequence",
     "A list, a tuple or a text is multiplied by a number: its entries are not, as those of a tensor would be. Which "
     "of the two sides should be a tensor?"),
    ("TypeError", r"unsupported operand type|must be real number",
     "The two sides are of kinds that do not go together. Print type(...) of both: is one a list, a function or a "
     "text?"),
    ("TypeError", r"must be Tensor, not|expected Tensor",
     "A torch function got a plain number. math has the same function for numbers; or make a tensor first."),
    ("TypeError", r"can only concatenate",
     "`+` joins a list with a list only. Is the right side a list too, or should it be appended? And if numbers were "
     "to be added: is a tensor missing?"),
    ("TypeError", r"indices must be integers|only integer tensors of a single element",
     "A place in a list, or the end of a range, has to be one whole number. (A tensor takes several places at once, "
     "a list does not.) Of which kind is yours?"),
    ("TypeError", r"cannot be interpreted as an integer|must be (int|tuple of ints), not float",
     "A whole number is needed here, and a number with a point came. Does a `/` stand where `//` is meant?"),
    ("TypeError", r"0-d tensor|has no len\(\)|cannot unpack non-iterable",
     "A single number has no entries: it can neither be gone through, nor counted, nor unpacked. Was a sum or a mean "
     "taken too early, or is one result given where several are wanted?"),
    ("TypeError", r"not supported between instances",
     "Two things are compared of which neither is the larger one, such as a list and a number. What is on each side?"),
    ("TypeError", r"does not support item assignment",
     "An entry of a tuple cannot be replaced. Which line could make a list or a tensor, or a new tuple?"),
    ("TypeError", r"unhashable type",
     "A list, a set or a dict cannot be a key, or a member of a set. Would a tuple do, or a plain number?"),
    ("TypeError", r"invalid combination of arguments",
     "A torch function got arguments of other kinds than it takes; its line above names those that it got. Which of "
     "them did you mean to be a number, and which a tensor?"),
    ("RuntimeError", r"could not infer output dtype|only support floating point|must be either float or double",
     "A mean, and what is built on it, needs numbers with a point: this tensor holds truth values or whole numbers. "
     "Where could `.double()` stand?"),
    ("RuntimeError", r"with (a|two) bool tensors?|on a bool tensor",
     "Truth values are not subtracted. `~mask` turns a mask round, and `mask.double()` makes numbers of it: which do "
     "you mean?"),
    ("RuntimeError", r"Integers to negative integer powers",
     "A negative power of a tensor of whole numbers is not whole. Where could `.double()` stand?"),
    ("RuntimeError", r"expects? a non-empty",
     "Nothing is there to be put together: the list of tensors is empty. In which case is it, and what should the "
     "result be then?"),
    ("RuntimeError", r"expects each tensor to be equal size|Sizes of tensors must match except",
     "Tensors are put together whose shapes differ. Print the shape of each: which one is not what you expected?"),
    ("RuntimeError", r"is invalid for input of size|view size is not compatible",
     "A new shape must hold just as many entries as the old one, and `view` keeps their order too. How many entries "
     "are there, and what is the product of the new sizes?"),
    ("RuntimeError", r"1D tensors expected|vector \+ matrix @ vector|at least 2 ?D|at least 2 dimensions"
                     r"|batches of square matrices|expects a tensor with <= 2|two or fewer dimensions",
     "This function wants another number of axes, or a square matrix. How many axes has your tensor, and how many "
     "should it have?"),
    ("RuntimeError", r"([Ee]xpected|only supports?|only applicable).*(int64|index|integral)|destination dtypes match",
     "A tensor of indices, or one that entries are written into, has another dtype than is needed. Where did whole "
     "numbers become numbers with a point, or float64 become float32?"),
    ("RuntimeError", r"Class values must be smaller",
     "A label is not smaller than the number of classes. Which classes occur in this case?"),
    ("RuntimeError", r"index k out of range",
     "More of the largest or smallest entries are asked for than there are along this axis. How many are there, and "
     "along which axis did you mean to search?"),
    ("RuntimeError", r"condition to be a boolean tensor",
     "torch.where asks for a condition first, such as z > 0. What is yours?"),
    ("RuntimeError", r"Can't call numpy\(\) on Tensor that requires grad",
     "This tensor is recorded for a derivative. What does `.detach()` give?"),
    ("RuntimeError", r"backward through the graph a second time",
     "What a backward pass needs is thrown away after it. Does your loop use a result of an earlier step again?"),
    ("RuntimeError|ValueError", r"input\.numel\(\) == 0|empty sequence|iterable argument is empty",
     "The largest or smallest of nothing is asked for. In which case is nothing left, and what should happen then?"),
    ("_?LinAlgError", r"",
     "This matrix has no inverse: one of its columns can be made of the others. In which case does that happen, and "
     "does the task ask for it? torch.linalg.lstsq does without an inverse."),
    ("RuntimeError", r"shapes cannot be multiplied|size mismatch|inconsistent tensor size|expected .*size",
     "In a matrix product the inner sizes must agree. Write both shapes side by side: which of the two is not what "
     "you expected there?"),
    ("RuntimeError", r"must match the size of tensor|not broadcastable|must match the existing size",
     "Shapes are lined up from the last axis, and there the sizes differ. Which axis should be kept with "
     "keepdim=True or added with [:, None]?"),
    ("RuntimeError", r"same dtype|expected scalar type|dtype.*mismatch|result type .* can't be cast",
     "One side is float32 or whole numbers, the other float64. Where was a tensor made without a dtype?"),
    ("RuntimeError", r"leaf Variable.*in-place|modified by an inplace",
     "A tensor that gradients need was changed in place. Which line could make a new tensor instead?"),
    ("RuntimeError", r"grad can be implicitly created only for scalar",
     "backward() starts from one number. What turns your result into one?"),
    ("RuntimeError", r"does not require grad",
     "Nothing here was recorded for a derivative. Which tensor should have had requires_grad, and was something "
     "detached?"),
    ("RuntimeError", r"Boolean value of Tensor",
     "An `if` asks about many numbers at once. Should it be a mask or torch.where, or does one of any() and all() "
     "say what you mean?"),
    ("RuntimeError|ValueError|TypeError", r"only (one|length-1)|a Tensor with \d+ elements cannot be converted",
     "A tensor of several entries is used as one number. Is a sum or an index missing?"),
    ("IndexError", r"invalid index of a 0-dim",
     "A tensor without axes is one number and has no entries. Was a sum or a mean taken too early?"),
    ("IndexError", r"used as indices must be",
     "A tensor of indices has to hold whole numbers or truth values, and this one holds numbers with a point. Where "
     "was it made?"),
    ("IndexError", r"pop from empty",
     "The list is empty already. How often does your loop run, and how many entries are there?"),
    ("RuntimeError|IndexError", r"Dimension out of range|too many indices",
     "An axis is named that this tensor does not have. How many axes has it in this case?"),
    ("IndexError", r"",
     "An index goes past the end: with n entries the last one has the index n - 1. What is n in this case?"),
    ("KeyError", r"",
     "There is no entry under that key. Is it spelled as in the task, and of the same kind?"),
    ("UnboundLocalError", r"",
     "A name is used before it gets a value, perhaps because it gets one in a single branch only, or further down. "
     "Where should it start?"),
    ("NameError", r"",
     "A name is not known. Is it spelled as in the signature, and has the cell that defines it been run?"),
    ("AttributeError", r"'(float|int)' object has no attribute",
     "A plain number has no attribute or method of that name. Was a tensor meant here, or an object of your own class? "
     "Then which line gave back a plain number instead? For a plain number itself, use math."),
    ("AttributeError", r"module",
     "That module has no function of this name. Is it spelled right, and of the right module?"),
    ("AttributeError", r"",
     "This object has no attribute or method of that name. Print type(...) of it: is it what you think?"),
    ("ZeroDivisionError", r"",
     "A divisor is 0 in this case. Which input makes it so, and what should the result be then?"),
    ("OverflowError", r"",
     "A power becomes too large for a float. Can the same result be reached without it?"),
    ("RecursionError", r"",
     "A function calls itself too often: Python allows about 1000 calls inside one another. What ends it, or which "
     "list could remember where to go on?"),
    ("ValueError", r"^your result cannot be compared",
     "It holds far more than this task asks for. Which shape, or how many numbers, should it have in this case?"),
    ("ValueError", r"step must be greater than zero",
     "A tensor cannot be read backwards with [::-1], as a list can. Which function of torch turns an axis round?"),
    ("ValueError", r"truth value of an array",
     "An `if` asks about an array with many entries. Should it be a mask or np.where, or does one of any() and all() "
     "say what you mean?"),
    ("ValueError", r"could not be broadcast|mismatch in its core dimension",
     "The shapes of two arrays do not go together. Write both side by side: which size is not what you expected?"),
    ("ValueError", r"expected sequence of length",
     "The rows of a table have different lengths. Which one is too long or too short?"),
    ("ValueError", r"math domain error",
     "A logarithm or a root got a number that it has no value for. Which input is 0 or negative in this case?"),
    ("ValueError", r"not enough values|too many values",
     "The number of names on the left and of values on the right differ. How many does the right side give?"),
    ("NotImplementedError", r" not implemented for ",
     "This function does not take numbers of this dtype. Should they be whole here, or numbers with a point?"),
    ("NotImplementedError", r"",
     "One part is still `raise NotImplementedError`. Replace it by your own lines."),
    ("AssertionError", r"",
     "An assertion of your own fails in this case. Which of its two sides did you expect to be different?"),
)


def advice(error: AnswerError) -> str:
    """What an error usually means; for one that is not known, where to look.

    >>> advice(AnswerError("ZeroDivisionError", "division by zero"))[:33]
    'A divisor is 0 in this case. Whic'
    """
    for kinds, pattern, text in ADVICE:
        if re.fullmatch(kinds, error.kind) and re.search(pattern, error.message):
            return text
    return ("Your answer stops in this case. Run it by hand on these inputs, line by line: which line is the first to "
            "fail?")
