# Writes turns.json: series made here, and what other software finds in them. Run from this folder: Rscript turns.R > turns.json
# Needs R with the packages strucchange and MCMCpack. The series of R's package changepoint are those of its manual's examples; its
# answers stand in turns.test.ts, as the manual gives them.
suppressMessages({ library(strucchange); library(MCMCpack) })

number <- function(x, digits = 10) trimws(formatC(x, digits = digits, format = "g"))
numbers <- function(x, digits = 10) paste0("[", paste(number(x, digits), collapse = ","), "]")
field <- function(name, value) sprintf('"%s":%s', name, value)
object <- function(...) paste0("{", paste(c(...), collapse = ","), "}")

# The best segmentation for each number of turns, by residual sum of squares: strucchange's dynamic programming.
segmented <- function(name, x, shortest, most = 5) {
  found <- breakpoints(x ~ 1, h = shortest, breaks = most)
  sums <- summary(found)$RSS["RSS", ]
  best <- vapply(0:most, function(k) {
    at <- if (k == 0) integer(0) else breakpoints(found, breaks = k)$breakpoints
    object(field("cost", number(sums[[k + 1]], 12)), field("turns", numbers(at)))
  }, "")
  object(field("name", sprintf('"%s"', name)), field("shortest", shortest), field("values", numbers(x)), field("best", paste0("[", paste(best, collapse = ","), "]")))
}

set.seed(20231210)
three <- round(c(rnorm(60, 0), rnorm(40, 2), rnorm(50, 0.5)), 4)
close <- round(c(rnorm(50, 1), rnorm(12, 2.2), rnorm(50, 1)), 4)
drift <- round(cumsum(rnorm(120, 0, 0.4)), 4)
noise <- round(rnorm(100), 4)
heavy <- round(c(rt(70, 3), rt(70, 3) + 1.5), 4)

# One change of a Poisson rate: the sampler of Chib (1998), and how probable it finds that the second rate has begun with each
# observation. The rates' prior is ours, a gamma worth one event at the mean rate, which is 1; that of the place t follows from a
# uniform one of the chance to leave the first rate: 1 / (t (t + 1)).
set.seed(7)
repeat {
  counts <- c(rpois(40, 1.6), rpois(50, 0.5))
  if (sum(counts) == length(counts)) break
}
sampled <- MCMCpoissonChange(counts ~ 1, m = 1, a = 1, b = 1, c0 = 1, d0 = 1, burnin = 5000, mcmc = 200000, thin = 10, seed = 11, verbose = 0)
state <- attr(sampled, "prob.state")

set.seed(1)
mean_example <- c(rnorm(50, 0, 1), rnorm(50, 5, 1), rnorm(50, 10, 1), rnorm(50, 3, 1))
set.seed(1)
variance_example <- c(rnorm(50, 0, 1), rnorm(50, 5, 3), rnorm(50, 10, 1), rnorm(50, 3, 10))

cat("{", field("made", sprintf('"%s; strucchange %s; MCMCpack %s"', R.version.string, packageVersion("strucchange"), packageVersion("MCMCpack"))), ",\n", sep = "")
cat(field("segmented", paste0("[\n", paste(segmented("three levels", three, 5), segmented("a short stay", close, 5), segmented("a random walk", drift, 8), segmented("noise", noise, 5), segmented("heavy tails", heavy, 7), sep = ",\n"), "\n]")), ",\n", sep = "")
cat(field("sampled", object(field("counts", numbers(counts)), field("begun", numbers(state[, 2], 5)))), ",\n", sep = "")
cat(field("changepoint", object(field("mean", numbers(mean_example)), field("meanVariance", numbers(variance_example)))), "}\n", sep = "")
