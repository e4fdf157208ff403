using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks one series: each bar opens (what waited may trade) and closes (the strategy hears of it).</summary>
internal sealed class BarCursor
{
    private readonly OrderDesk _desk;
    private readonly GapRule _gapRule;
    private readonly int _place;
    private readonly bool _trades;
    private readonly List<DataGap> _gaps = [];

    public BarCursor(BarSeries series, BarStream stream, OrderDesk desk, bool trades)
    {
        Series = series;
        Stream = stream;
        _desk = desk;
        _trades = trades;
        _place = desk.PlaceOf(series.Instrument);
        _gapRule = new GapRule(series.Instrument, series.Interval);
    }

    public BarSeries Series { get; }

    public BarStream Stream { get; }

    /// <summary>The bar that opens or closes next.</summary>
    public int Index { get; private set; }

    /// <summary>Whether that bar has opened, so that its close comes next.</summary>
    public bool IsInBar { get; private set; }

    public bool IsDone => Index >= Series.Count;

    /// <summary>When the next event is.</summary>
    public Instant64 Next => IsInBar ? Series.CloseTime[Index] : Series.OpenTime[Index];

    public IReadOnlyList<DataGap> Gaps => _gaps;

    public void OpenNext()
    {
        Begin(Index);
        IsInBar = true;
    }

    /// <summary>The close is known; the account is marked, the strategy has not heard yet.</summary>
    public Bar CloseBar()
    {
        var bar = Series[Index];
        if (_trades) _desk.Account.Mark(_place, bar.Close);
        return bar;
    }

    /// <summary>The strategy has heard; on to the next bar.</summary>
    public void Leave()
    {
        Closed(Index++);
        IsInBar = false;
    }

    /// <summary>The bar opens, and what waited may trade; after a gap nothing may, not even what is ordered anew because of it.</summary>
    public void Begin(int index)
    {
        if (index > 0 && Series.OpenTime[index] != Series.CloseTime[index - 1] && IsAfterGap(index)) return;
        if (!_trades || !_desk.Venue.HasOrders) return;

        _desk.Now = Series.OpenTime[index];
        _desk.IsOpening = true;
        _desk.Venue.OnBarOpen(Series, index);
        _desk.IsOpening = false;
    }

    public void Closed(int index)
    {
        if (_trades && _desk.Venue.HasOrders) _desk.Venue.OnBarClosed(Series, index);
    }

    // The bar does not open where the one before closed: the market was shut, or data is missing.
    private bool IsAfterGap(int index)
    {
        var (previousClose, open) = (Series.CloseTime[index - 1], Series.OpenTime[index]);
        var missing = _gapRule.MissingBars(previousClose, open);
        if (missing == 0) return false;

        var position = _desk.Account.Positions[_place];
        var jump = (decimal)Series.Open[index] - (decimal)Series.Close[index - 1];
        _desk.Now = open;
        _desk.IsOpening = true;
        var cancelled = _trades ? _desk.Venue.OnGap(Series.Instrument, previousClose, open) : 0;
        _desk.IsOpening = false;
        _gaps.Add(new(Series.Instrument, previousClose, open, missing, cancelled, position.Quantity, position.Quantity * jump * Series.Instrument.Multiplier));
        return true;
    }
}
