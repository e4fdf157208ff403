using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>The trades and quotes of a minute, made to measure for its bar: all four prices are traded, and the sizes add up to its volume. Not safe to share between threads.</summary>
internal sealed class TickWalk(Symbol symbol, RandomSource root)
{
    private const int MostTrades = 60;
    private const double ExtraTrades = 8.0;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static readonly ulong TicksKey = RandomSource.KeyOf("ticks");

    private readonly ulong _symbol = RandomSource.KeyOf(symbol.ToString());
    private readonly long[] _prices = new long[MostTrades];
    private readonly double[] _weights = new double[MostTrades];
    private readonly long[] _sizes = new long[MostTrades];
    private readonly Tick[] _ticks = new Tick[MostTrades];

    /// <summary>The minute's ticks in order; valid until the next call. The first trade falls into the first second.</summary>
    public ReadOnlySpan<Tick> Of(in MinuteBar bar)
    {
        var random = root.Derive(TicksKey, _symbol, (ulong)(bar.Time.ToUnixTimeNanoseconds() / MinuteWalk.NanosecondsPerMinute));
        var count = (int)Math.Min(bar.Volume, Math.Min(MostTrades, MinuteWalk.FewestLots + random.NextPoisson(ExtraTrades)));
        DrawPrices(bar, count, random);
        DrawSizes(bar.Volume, count, random);
        Quote(bar, count, random);
        return _ticks.AsSpan(0, count);
    }

    // Open, then the two extremes at random places, close at the end; between them a straight line, shaken.
    private void DrawPrices(in MinuteBar bar, int count, RandomSource random)
    {
        var first = 1 + random.NextBelow(count - 3);
        var second = first + 1 + random.NextBelow(count - 2 - first);
        var lowFirst = random.NextBelow(10) < (bar.Close >= bar.Open ? 7 : 3);
        Connect(0, bar.Open, first, lowFirst ? bar.Low : bar.High, bar, random);
        Connect(first, lowFirst ? bar.Low : bar.High, second, lowFirst ? bar.High : bar.Low, bar, random);
        Connect(second, lowFirst ? bar.High : bar.Low, count - 1, bar.Close, bar, random);
    }

    private void Connect(int from, long start, int to, long end, in MinuteBar bar, RandomSource random)
    {
        var shake = (bar.High - bar.Low) / 4.0;
        for (var index = from + 1; index < to; index++)
        {
            var line = start + (double)(end - start) * (index - from) / (to - from);
            var price = (long)Math.Floor(line + shake * (random.NextUnit() - 0.5) + 0.5);
            _prices[index] = Math.Min(Math.Max(price, bar.Low), bar.High);
        }

        _prices[from] = start;
        _prices[to] = end;
    }

    // A lot for each trade, the others by exponential weights; the last trade takes what rounding left.
    private void DrawSizes(long volume, int count, RandomSource random)
    {
        var total = 0.0;
        for (var index = 0; index < count; index++) total += _weights[index] = random.NextExponential();

        var left = volume - count;
        for (var index = 0; index < count - 1; index++)
        {
            var extra = Math.Min(left, (long)Math.Floor((volume - count) * (_weights[index] / total)));
            _sizes[index] = 1 + extra;
            left -= extra;
        }

        _sizes[count - 1] = 1 + left;
    }

    // A trade above the last one has lifted the ask, one below has hit the bid (C. Lee, M. Ready, Journal of Finance 46, 1991): so quotes move no more than they must.
    private void Quote(in MinuteBar bar, int count, RandomSource random)
    {
        var isBuy = random.NextBelow(2) == 0;
        var before = 0L;
        for (var index = 0; index < count; index++)
        {
            var slot = index == 0 ? NanosecondsPerSecond : MinuteWalk.NanosecondsPerMinute / count;
            var start = index * (MinuteWalk.NanosecondsPerMinute / count);
            var offset = Math.Max(before + 2, start + (long)(random.NextUnit() * (slot - 2)) + 1);
            var price = _prices[index];
            if (index > 0 && price != _prices[index - 1]) isBuy = price > _prices[index - 1];

            var bid = isBuy ? price - bar.Spread : price;
            var (mine, other) = (_sizes[index] + random.NextBelow(100), 1L + random.NextBelow((int)Math.Min(2 * bar.Volume / count + 1, int.MaxValue)));
            _ticks[index] = new(
                bar.Time.PlusNanoseconds(before + (offset - before) / 2),
                bar.Time.PlusNanoseconds(offset),
                bid, isBuy ? other : mine, bid + bar.Spread, isBuy ? mine : other, price, _sizes[index]);
            before = offset;
        }
    }
}
