using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>The minutes of a day: a bridge from the day's open to its close, whose steps share the moves of the market and of the group. Not safe to share between threads.</summary>
internal sealed class MinuteWalk
{
    public const long NanosecondsPerMinute = 60_000_000_000;

    // Liveliness within the day: a log-normal factor, renewed every five minutes, that variance and volume share (P. Clark, Econometrica 41, 1973).
    private const int MinutesPerBlock = 5;
    private const double BlockMemory = 0.92;
    private const double BlockDeviation = 0.2;
    private const double VolumeNoise = 0.5;
    private const double WidestSpread = 6.0;

    /// <summary>So many lots at least, for the four prices of a minute to be reached by trades.</summary>
    public const int FewestLots = 4;

    private static readonly ulong MinutesKey = RandomSource.KeyOf("own minutes");

    private readonly Listing _listing;
    private readonly RandomSource _root;
    private readonly CommonMoves _common;
    private readonly ulong _symbol;
    private readonly DecimalGrid _ticks;
    private readonly DecimalGrid _lots;
    private readonly double _spreadShare;
    private readonly double _usualVariance;
    private MinuteBar[] _bars = [];
    private double[] _weights = [];
    private double[] _steps = [];
    private int _count;

    public MinuteWalk(Listing listing, RandomSource root)
    {
        _listing = listing;
        _root = root;
        _common = new(root, listing);
        _symbol = RandomSource.KeyOf(listing.Instrument.Symbol.ToString());
        _ticks = new(listing.Instrument.TickSize);
        _lots = new(listing.Instrument.LotSize);
        _spreadShare = (double)listing.Instrument.TypicalSpreadBasisPoints / 10_000.0;
        _usualVariance = listing.Volatility * listing.Volatility / listing.DaysPerYear / listing.Shape.Minutes;
    }

    /// <summary>The minutes of the day; valid until the next call.</summary>
    public ReadOnlySpan<MinuteBar> Of(SimulatedDay day)
    {
        var random = _root.Derive(MinutesKey, _symbol, CommonMoves.NumberOf(day.Date));
        Reserve(day);
        var total = WeighMinutes(day, random);
        DrawSteps(day, random, total);
        WalkPrices(day, random, total);
        return _bars.AsSpan(0, _count);
    }

    private void Reserve(SimulatedDay day)
    {
        _count = 0;
        foreach (var session in day.Sessions) _count += (int)((session.Close - session.Open).TotalNanoseconds / NanosecondsPerMinute);
        if (_bars.Length >= _count) return;
        _bars = new MinuteBar[_count];
        _weights = new double[_count];
        _steps = new double[_count];
    }

    /// <summary>Each minute's share of the day's variance, not yet divided by the total that is returned.</summary>
    private double WeighMinutes(SimulatedDay day, RandomSource random)
    {
        var (total, log, liveliness, index) = (0.0, 0.0, 1.0, 0);
        foreach (var session in day.Sessions)
        {
            var offset = (int)((session.Open - day.Open).TotalNanoseconds / NanosecondsPerMinute);
            var minutes = (int)((session.Close - session.Open).TotalNanoseconds / NanosecondsPerMinute);
            for (var minute = 0; minute < minutes; minute++, index++)
            {
                if (index % MinutesPerBlock == 0)
                {
                    log = BlockMemory * log + BlockDeviation * random.NextNormal();
                    liveliness = PortableMath.Exp(log);
                }

                _weights[index] = _listing.Shape.At(offset + minute) * liveliness;
                total += _weights[index];
                _bars[index] = new(session.Open.PlusNanoseconds(minute * NanosecondsPerMinute), 0, 0, 0, 0, 0, 0);
            }
        }

        return total;
    }

    /// <summary>Steps of the log price that add up to the day's, each with its share of the variance; then the jumps.</summary>
    private void DrawSteps(SimulatedDay day, RandomSource random, double total)
    {
        var (sum, own) = (0.0, _listing.OwnLoad);
        for (var index = 0; index < _count; index++)
        {
            var minute = _bars[index].Time.ToUnixTimeNanoseconds() / NanosecondsPerMinute;
            var move = _common.OfMinute(minute) + own * random.NextNormal();
            _steps[index] = Math.Sqrt(day.Variance * (_weights[index] / total)) * move;
            sum += _steps[index];
        }

        // Pinning the end: every minute takes its share of what is missing.
        var missing = day.Drawn - sum;
        for (var index = 0; index < _count; index++) _steps[index] += missing * (_weights[index] / total);
        foreach (var jump in day.Jumps) _steps[(int)(jump.At * _count)] += jump.Size;
    }

    private void WalkPrices(SimulatedDay day, RandomSource random, double total)
    {
        var log = day.OpenLog;
        var last = TickOf(log);
        for (var index = 0; index < _count; index++)
        {
            log += _steps[index];
            var share = _weights[index] / total;
            var price = PortableMath.Exp(log);
            var close = index == _count - 1 ? TickOf(day.CloseLog) : Math.Max(1, _ticks.Nearest(price));
            var spread = SpreadOf(price, day.Variance * share);

            // The first trade of a minute may be on the other side of the spread than the last one before.
            var bounce = random.NextBelow(4);
            var open = index == 0 ? last : Math.Max(1, last + (bounce == 0 ? -spread : bounce == 1 ? spread : 0));
            var (low, high) = Extremes(open, close, _ticks.InSteps(price * Math.Sqrt(day.Variance * share)), random);
            var volume = VolumeOf(day, share, price, _steps[index], random);
            _bars[index] = _bars[index] with { Open = open, High = high, Low = low, Close = close, Volume = volume, Spread = spread };
            last = close;
        }
    }

    /// <remarks>The extremes of a Brownian bridge of deviation s from a to b: (a + b ± sqrt((b - a)² - 2 s² ln u)) / 2 with u uniform (P. Glasserman, Monte Carlo Methods in Financial Engineering, 6.4).</remarks>
    private static (long Low, long High) Extremes(long open, long close, double deviation, RandomSource random)
    {
        double middle = open + close;
        double square = (double)(close - open) * (close - open);
        var twice = 2.0 * deviation * deviation;
        var high = 0.5 * (middle + Math.Sqrt(square + twice * random.NextExponential()));
        var low = 0.5 * (middle - Math.Sqrt(square + twice * random.NextExponential()));
        return (Math.Max(1, Math.Min((long)Math.Floor(low + 0.5), Math.Min(open, close))), Math.Max((long)Math.Floor(high + 0.5), Math.Max(open, close)));
    }

    private int SpreadOf(double price, double variance)
    {
        var tension = Math.Min(Math.Sqrt(variance / _usualVariance), WidestSpread);
        return (int)Math.Max(1, _ticks.Nearest(price * _spreadShare * (0.5 + 0.5 * tension)));
    }

    private long VolumeOf(SimulatedDay day, double share, double price, double step, RandomSource random)
    {
        var surprise = Math.Min(Math.Abs(step) / Math.Sqrt(day.Variance * share), 8.0);
        var noise = PortableMath.Exp(VolumeNoise * random.NextNormal() - 0.5 * VolumeNoise * VolumeNoise);
        var turnover = _listing.Turnover * day.Mood * share * (0.4 + 0.75 * surprise) * noise;
        return FewestLots + Math.Max(0, _lots.Nearest(turnover / (price * (double)_listing.Instrument.Multiplier)));
    }

    private long TickOf(double log) => Math.Max(1, _ticks.Nearest(PortableMath.Exp(log)));
}
