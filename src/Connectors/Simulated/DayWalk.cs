using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Connectors.Simulated;

/// <summary>The day-level path of one instrument from the origin on, one trading date a step: volatility, night, day, jumps.</summary>
/// <remarks>
/// Two-factor stochastic volatility: the log volatility is the sum of a part that fades in days and one that fades in months
/// (S. Alizadeh, M. Brandt, F. Diebold, "Range-based estimation of stochastic volatility models", Journal of Finance 57, 2002).
/// Jumps are Poisson with double exponential sizes (S. Kou, "A jump-diffusion model for option pricing", Management Science 48, 2002).
/// The log price is drawn to a slowly growing centre, so that it stays sane for decades.
/// </remarks>
internal sealed class DayWalk
{
    private const double FastMemory = 0.88;
    private const double SlowMemory = 0.985;
    private const double SharedMood = 0.6;
    private const double OwnMood = 0.8;
    private const double JumpShare = 0.05;
    private const double UsualNightHours = 17.5;
    private const double LongestNight = 1.5;
    private const double HighestMood = 1.8;
    private const double DaysPerCalendarYear = 365.25;
    private const double NanosecondsPerHour = 3.6e12;

    private static readonly ulong DayKey = RandomSource.KeyOf("own day");
    private static readonly ulong LevelDate = CommonMoves.NumberOf(new(2025, 1, 1));

    private readonly Listing _listing;
    private readonly RandomSource _root;
    private readonly CommonMoves _common;
    private readonly ulong _symbol;
    private readonly double _dayVariance;
    private double _fast, _slow, _lastMove;
    private double? _log;
    private Instant64 _from;

    public DayWalk(Listing listing, RandomSource root, Instant64 origin)
    {
        _listing = listing;
        _root = root;
        _common = new(root, listing);
        _symbol = RandomSource.KeyOf(listing.Instrument.Symbol.ToString());
        _dayVariance = listing.Volatility * listing.Volatility / listing.DaysPerYear;
        _from = origin;
    }

    public SimulatedDay Next()
    {
        var calendar = _listing.Instrument.Calendar;
        var first = calendar.SessionAtOrAfter(_from);
        List<Session> sessions = [first];
        var next = calendar.SessionAtOrAfter(first.Close);
        for (; next.Date == first.Date; next = calendar.SessionAtOrAfter(next.Close)) sessions.Add(next);

        var closedHours = Math.Max(0.0, (first.Open - _from).TotalNanoseconds / NanosecondsPerHour);
        _from = sessions[^1].Close;
        return Draw([.. sessions], closedHours);
    }

    private SimulatedDay Draw(Session[] sessions, double closedHours)
    {
        var date = sessions[0].Date;
        var own = _root.Derive(DayKey, _symbol, CommonMoves.NumberOf(date));
        var common = _common.OfDay(date);
        var mood = NextMood(own, common.FastVolatility, common.SlowVolatility);
        var variance = _dayVariance * mood * mood;

        var centre = PortableMath.Log(_listing.Level) + _listing.Drift * YearsAfterLevel(date);
        var night = Math.Sqrt(variance * _listing.NightShare * Math.Min(closedHours / UsualNightHours, LongestNight)) * (common.Night + _listing.OwnLoad * own.NextNormal());
        var open = (_log ?? centre) + night;

        var calm = variance * (1.0 - _listing.NightShare - JumpShare);
        _lastMove = common.Day + _listing.OwnLoad * own.NextNormal();
        var drift = (_listing.Drift + _listing.Reversion * (centre - open)) / _listing.DaysPerYear;
        var drawn = drift + Math.Sqrt(calm) * _lastMove;

        var day = new SimulatedDay(date, sessions, open, drawn, calm, mood, Jumps(own, variance));
        _log = day.CloseLog;
        return day;
    }

    private double NextMood(RandomSource own, double sharedFast, double sharedSlow)
    {
        var (fast, slow) = (_listing.FastDeviation, _listing.SlowDeviation);
        var news = SharedMood * sharedFast + OwnMood * own.NextNormal();
        var shock = _listing.Leverage * _lastMove + Math.Sqrt(1.0 - _listing.Leverage * _listing.Leverage) * news;
        _fast = FastMemory * _fast + fast * Math.Sqrt(1.0 - FastMemory * FastMemory) * shock;
        _slow = SlowMemory * _slow + slow * Math.Sqrt(1.0 - SlowMemory * SlowMemory) * (SharedMood * sharedSlow + OwnMood * own.NextNormal());

        // The mean of exp(2x) is exp(2 var x): taken off, so that the variance of a year is the listing's.
        return PortableMath.Exp(Math.Min(_fast + _slow, HighestMood) - fast * fast - slow * slow);
    }

    private Jump[] Jumps(RandomSource own, double variance)
    {
        var count = own.NextPoisson(_listing.JumpRate);
        if (count == 0) return [];

        // E[size²] = 2 scale² for an exponential, so the jumps have their share of the variance.
        var scale = Math.Sqrt(variance * JumpShare / (2.0 * _listing.JumpRate));
        var jumps = new Jump[count];
        for (var index = 0; index < count; index++)
            jumps[index] = new(own.NextUnit(), own.NextExponential() * (own.NextBelow(2) == 0 ? -scale : scale));
        return jumps;
    }

    private static double YearsAfterLevel(NodaTime.LocalDate date) => ((double)CommonMoves.NumberOf(date) - LevelDate) / DaysPerCalendarYear;
}
