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

    public void Open()
    {
        var open = Series.OpenTime[Index];
        if (Index > 0 && open != Series.CloseTime[Index - 1]) AfterPause(Series.CloseTime[Index - 1], open);
        if (_trades && _desk.Venue.HasOrders)
        {
            _desk.Now = open;
            _desk.Venue.OnBarOpen(Series, Index);
        }

        IsInBar = true;
    }

    /// <summary>The close is known; the account is marked, the strategy has not heard yet.</summary>
    public Bar Close()
    {
        var bar = Series[Index];
        if (_trades) _desk.Account.Mark(_place, bar.Close);
        return bar;
    }

    /// <summary>The strategy has heard; on to the next bar.</summary>
    public void Leave()
    {
        if (_trades && _desk.Venue.HasOrders) _desk.Venue.OnBarClosed(Series, Index);
        Index++;
        IsInBar = false;
    }

    private void AfterPause(Instant64 previousClose, Instant64 open)
    {
        var missing = _gapRule.MissingBars(previousClose, open);
        if (missing == 0) return;

        var position = _desk.Account.Positions[_place];
        var jump = (decimal)Series.Open[Index] - (decimal)Series.Close[Index - 1];
        var cancelled = _trades ? _desk.Venue.OnGap(Series.Instrument, previousClose, open) : 0;
        _gaps.Add(new(Series.Instrument, previousClose, open, missing, cancelled, position.Quantity, position.Quantity * jump * Series.Instrument.Multiplier));
    }
}
