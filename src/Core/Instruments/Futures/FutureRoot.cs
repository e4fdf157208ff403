using System.Globalization;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Instruments;

/// <summary>A family of futures contracts: what they share, which months are listed, when each ends, and which one is in front.</summary>
/// <remarks>Roll rule: the front contract is the first active one whose expiry lies more than <see cref="RollSessionsBeforeExpiry"/> trading dates ahead; it changes when the trading date opens.</remarks>
public sealed record FutureRoot
{
    private const int Century = 100;

    /// <summary>The continuous future (ES.CME): grid, fees and calendar are those of every contract.</summary>
    public required Instrument Continuous { get; init; }

    /// <summary>Letters of the delivery months that are listed: HMUZ.</summary>
    public required string Months { get; init; }

    /// <summary>Letters of the months that the continuous future goes through, where that is not every listed one; null: all.</summary>
    public string? ActiveMonths { get; init; }

    public required ExpiryRule Expiry { get; init; }

    /// <summary>When trading ends on the day of expiry, in minutes of the exchange's clock.</summary>
    public required int LastTradeMinute { get; init; }

    /// <summary>How many trading dates before its expiry a contract is left; 0: when the date of expiry opens.</summary>
    public int RollSessionsBeforeExpiry { get; init; }

    public string Ticker => Continuous.Symbol.Ticker;

    private TradingCalendar Calendar => Continuous.Calendar;

    /// <summary>Whether contracts of a month (1 to 12) are listed.</summary>
    public bool Lists(int month) => month is >= 1 and <= 12 && Months.Contains(MonthCode.Of(month), StringComparison.Ordinal);

    /// <summary>One contract, named by root, month letter and two digits of the year: ESZ13.</summary>
    /// <exception cref="ArgumentOutOfRangeException">That month is not listed.</exception>
    public Instrument Contract(int year, int month)
    {
        if (!Lists(month)) throw new ArgumentOutOfRangeException(nameof(month), month, $"{Ticker} has the months {Months} only.");
        return Continuous with
        {
            Symbol = new(string.Create(CultureInfo.InvariantCulture, $"{Ticker}{MonthCode.Of(month)}{year % Century:00}"), Continuous.Symbol.Venue),
            Description = string.Create(CultureInfo.InvariantCulture, $"{Continuous.Description} {year}-{month:00}"),
            Root = Ticker,
            Expiry = ExpiryOf(year, month),
        };
    }

    /// <summary>The moment at which trading in a contract ends.</summary>
    public Instant64 ExpiryOf(int year, int month) => Calendar.MomentOf(Expiry.DateOf(year, month), LastTradeMinute);

    /// <summary>The moment from which the next contract is in front.</summary>
    public Instant64 RollOf(int year, int month)
    {
        var session = Calendar.TradingDayAtOrAfter(Calendar.MomentOf(Expiry.DateOf(year, month), 0));
        for (var sessions = RollSessionsBeforeExpiry; sessions > 0;)
        {
            var before = Calendar.SessionBefore(session.Open);
            if (before.Date != session.Date) sessions--;
            session = before;
        }

        return Calendar.TradingDay(session.Date) is { } day ? day.Open : session.Open;
    }

    /// <summary>The contract in front at a moment, by the roll rule.</summary>
    public Instrument FrontAt(Instant64 moment)
    {
        var date = Calendar.TradingDateOf(moment);
        var (year, month) = ActiveFrom(date.Year, date.Month).First(contract => RollOf(contract.Year, contract.Month) > moment);
        return Contract(year, month);
    }

    /// <summary>The listed contracts that have not expired at a moment, the nearest first, without end.</summary>
    public IEnumerable<Instrument> ContractsFrom(Instant64 moment)
    {
        var date = Calendar.TradingDateOf(moment);
        return From(date.Year, date.Month, Months).Where(contract => ExpiryOf(contract.Year, contract.Month) > moment).Select(contract => Contract(contract.Year, contract.Month));
    }

    private IEnumerable<(int Year, int Month)> ActiveFrom(int year, int month) => From(year, month, ActiveMonths ?? Months);

    private static IEnumerable<(int Year, int Month)> From(int year, int month, string letters)
    {
        for (; ; month++)
        {
            if (month > 12) (year, month) = (year + 1, 1);
            if (letters.Contains(MonthCode.Of(month), StringComparison.Ordinal)) yield return (year, month);
        }
    }
}
