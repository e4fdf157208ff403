using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Risk;

/// <summary>Counts day trades of stocks: a position that was opened or added to, and made smaller, on one trading date. Several fills in one direction are one.</summary>
internal sealed class DayTrades(int places)
{
    private const int Window = 5;

    private readonly List<LocalDate> _dates = [];
    private LocalDate?[] _opened = new LocalDate?[places];

    public IReadOnlyList<LocalDate> Dates => [.. _dates];

    public void AddPlace() => Array.Resize(ref _opened, _opened.Length + 1);

    /// <summary>A fill that the position has booked already.</summary>
    public void OnFill(Position position, int place, in Execution fill)
    {
        if (position.Instrument.AssetClass != AssetClass.Stock) return;

        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        var before = position.Quantity - signed;
        var date = position.Instrument.Calendar.TradingDateOf(fill.Time);
        if (before != 0m && before > 0m != signed > 0m)
        {
            if (_opened[place] == date) Add(date, position.Instrument.Calendar);

            // What is left of it was not opened since; what goes beyond it opens the other way.
            _opened[place] = position.Quantity != 0m && position.Quantity > 0m == signed > 0m ? date : null;
        }
        else
        {
            _opened[place] = date;
        }
    }

    /// <summary>Those of the trading date of now and of the four before it.</summary>
    public int InFiveDays(Instant64 now, TradingCalendar calendar)
    {
        if (_dates.Count == 0) return 0;
        var from = FirstOfWindow(calendar.TradingDateOf(now), calendar);
        return _dates.Count(date => date >= from);
    }

    public Dictionary<Symbol, LocalDate> Opened(Account account) =>
        Enumerable.Range(0, _opened.Length).Where(place => _opened[place] is not null).ToDictionary(place => account.Positions[place].Instrument.Symbol, place => _opened[place]!.Value);

    public void Remember(WatchState state, Account account)
    {
        _dates.AddRange(state.DayTrades);
        for (var place = 0; place < _opened.Length; place++)
            if (state.Opened.TryGetValue(account.Positions[place].Instrument.Symbol, out var date)) _opened[place] = date;
    }

    private void Add(LocalDate date, TradingCalendar calendar)
    {
        var from = FirstOfWindow(date, calendar);
        _dates.RemoveAll(old => old < from);
        _dates.Add(date);
    }

    private static LocalDate FirstOfWindow(LocalDate date, TradingCalendar calendar)
    {
        for (var found = 1; found < Window;)
        {
            date = date.PlusDays(-1);
            if (calendar.IsTradingDate(date)) found++;
        }

        return date;
    }
}
