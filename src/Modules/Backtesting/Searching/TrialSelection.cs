using System.Numerics;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>Which combinations are tried, in canonical order, and how many were left out because the strategy refuses them.</summary>
/// <param name="Numbers">Of the parameter space; rising.</param>
/// <param name="FirstRefusal">The reason of the first that was left out.</param>
internal sealed record TrialSelection(IReadOnlyList<BigInteger> Numbers, int Skipped, string? FirstRefusal)
{
    // A strategy that refuses nearly everything would keep a random search drawing for ever.
    private const int MostRefusals = 100_000;

    /// <summary>Every combination.</summary>
    /// <param name="refusalOf">Why the strategy refuses a combination; null when it does not.</param>
    public static TrialSelection Grid(ParameterSpace space, Func<BigInteger, string?> refusalOf)
    {
        var (kept, skipped, first) = (new List<BigInteger>(), 0, (string?)null);
        for (var number = BigInteger.Zero; number < space.Count; number++)
        {
            if (refusalOf(number) is not { } refusal) kept.Add(number);
            else (skipped, first) = (skipped + 1, first ?? refusal);
        }

        return new(kept, skipped, first);
    }

    /// <summary>So many combinations by chance, none twice; all of them where there are no more.</summary>
    public static TrialSelection Random(ParameterSpace space, Func<BigInteger, string?> refusalOf, int wanted, ulong seed)
    {
        if (space.Count <= wanted) return Grid(space, refusalOf);

        var random = new RandomSource(seed);
        var (seen, kept, skipped, first) = (new HashSet<BigInteger>(), new List<BigInteger>(), 0, (string?)null);
        while (kept.Count < wanted && seen.Count < space.Count && skipped < MostRefusals)
        {
            var number = space.Draw(random);
            if (!seen.Add(number)) continue;
            if (refusalOf(number) is not { } refusal) kept.Add(number);
            else (skipped, first) = (skipped + 1, first ?? refusal);
        }

        // In the order in which they were drawn, the same combinations would be another search.
        kept.Sort();
        return new(kept, skipped, first);
    }
}
