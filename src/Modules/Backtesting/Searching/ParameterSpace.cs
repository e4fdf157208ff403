using System.Numerics;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Modules.Backtesting.Searching;

/// <summary>All combinations of some ranges, numbered from 0 in canonical order: the last parameter turns fastest.</summary>
internal sealed class ParameterSpace(IReadOnlyList<ParameterRange> ranges)
{
    public BigInteger Count { get; } = ranges.Aggregate(BigInteger.One, (count, range) => count * range.Values.Count);

    /// <summary>The values of a combination, by parameter.</summary>
    public IReadOnlyDictionary<string, string> this[BigInteger number]
    {
        get
        {
            var places = new int[ranges.Count];
            for (var index = ranges.Count - 1; index >= 0; index--)
            {
                number = BigInteger.DivRem(number, ranges[index].Values.Count, out var place);
                places[index] = (int)place;
            }

            return ranges.Zip(places).ToDictionary(pair => pair.First.Name, pair => pair.First.Values[pair.Second]);
        }
    }

    /// <summary>One combination, each as likely as any other.</summary>
    public BigInteger Draw(RandomSource random) =>
        ranges.Aggregate(BigInteger.Zero, (number, range) => number * range.Values.Count + random.NextBelow(range.Values.Count));
}
