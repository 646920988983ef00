"""The exercises of lecture 15a: every sentence of a text has a case that a violation fails."""

from rules import every_sentence, in_place, solution


def first_samples(X, noise, sd, W, b, V, c):
    return solution("denoising_loss")(X[:4], noise[:4], sd, W, b, V, c)


def several_only(key, axis):
    """Wrong where this axis of the first argument has length 1."""
    def answer(*inputs):
        return solution(key)(*inputs) + (inputs[0].shape[axis] == 1)

    return answer


EXAMPLE, MANY = "the example", "four samples of three features"
RULES = {
    "denoising_loss": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("nine digits are compared", "through_float32", MANY),
        ("nine digits are compared", "rounded", MANY),
        *(("No argument may be changed in place", in_place("denoising_loss", at), EXAMPLE) for at in (0, 1, 3, 4, 5,
        6)),
        ("its copies should come close to the clean ones", "target_spoiled", EXAMPLE),
        ("$n$ clean samples of $d$ features", first_samples, "as many numbers"),
        ("each sample has its own row of it", "first_noise_for_all", EXAMPLE),
        ("at least 0", lambda *inputs: solution("denoising_loss")(*inputs) + (inputs[2] == 0), "no noise"),
        ("the deviation of the noise", "sd_squared", EXAMPLE),
        ("The encoder sees $x + \\text{sd} \\cdot \\text{noise}$", "no_noise", EXAMPLE),
        ("The encoder sees $x + \\text{sd} \\cdot \\text{noise}$", "noise_taken_off", EXAMPLE),
        ("the code is $z = \\tanh(W x' + b)$", "no_tanh", EXAMPLE),
        ("the code is $z = \\tanh(W x' + b)$", "no_b", EXAMPLE),
        ("one layer without a tanh", "tanh_on_copies", EXAMPLE),
        ("the copy is $V z + c$", "no_c", EXAMPLE),
        ("the squared distance of copy and *clean* sample", "distances", EXAMPLE),
        ("added over the features", "averaged_over_all", EXAMPLE),
        ("averaged over the samples", "summed_over_samples", EXAMPLE),
        ("a tensor without axes", "with_an_axis", EXAMPLE),
        ("Each of $n$, $d$, $m$ may be 1", several_only("denoising_loss", 0), "one sample"),
        ("Each of $n$, $d$, $m$ may be 1", several_only("denoising_loss", 1), "one feature"),
        ("Each of $n$, $d$, $m$ may be 1", lambda *inputs: solution("denoising_loss")(*inputs) + (len(inputs[4]) == 1),
         EXAMPLE),
    ],
    "sparsity_penalty": [
        ("All tensors are float64", "in_float32", EXAMPLE),
        ("nine digits are compared", "through_float32", "five samples, three units"),
        ("No argument may be changed in place", in_place("sparsity_penalty", 0), EXAMPLE),
        ("the mean of unit $j$ over the samples", "mean_of_samples", EXAMPLE),
        ("the mean of unit $j$ over the samples", "each_entry_averaged", EXAMPLE),
        ("*from* one with the chance $\\rho$ *to* one with the chance", "other_way", EXAMPLE),
        ("(1 - \\rho) \\log\\frac{1 - \\rho}{1 - \\hat\\rho_j}", "only_on", EXAMPLE),
        ("The logarithm is the natural one", "in_bits", EXAMPLE),
        ("The penalties of all units are added", "averaged_over_units", EXAMPLE),
        ("a tensor without axes", "for_each_unit", EXAMPLE),
        ("A unit may be nearly off or nearly on", "means_cut", "units that are nearly off"),
        ("A unit may be nearly off or nearly on", "means_cut", "units that are nearly on"),
        ("Nothing is cut or added for its sake", "small_number_added", "units that are nearly off"),
        ("Each of $n$ and the number of units may be 1", several_only("sparsity_penalty", 0), "one sample"),
        ("Each of $n$ and the number of units may be 1", several_only("sparsity_penalty", 1), "one unit"),
    ],
}
test_every_sentence = every_sentence(RULES)
