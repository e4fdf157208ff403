using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Strategies;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Engine;

/// <summary>Walks one series: each bar opens (what waited may trade), runs its course, and closes (the strategy hears of it).</summary>
internal sealed class BarCursor : MarketCursor
{
    private readonly OrderDesk _desk;
    private readonly GapRule _gapRule;
    private readonly int _instrument;
    private readonly bool _trades;
    private readonly OnDemand? _detail;
    private readonly List<DataGap> _gaps = [];

    /// <param name="trades">Whether orders of the instrument meet these bars.</param>
    /// <param name="detail">Finer bars that decide what these leave open.</param>
    public BarCursor(BarSeries series, BarStream stream, OrderDesk desk, bool trades, OnDemand? detail)
    {
        Series = series;
        Stream = stream;
        _desk = desk;
        _trades = trades;
        _detail = detail;
        _instrument = desk.PlaceOf(series.Instrument);
        _gapRule = new GapRule(series.Instrument, series.Interval);
    }

    public BarSeries Series { get; }

    public BarStream Stream { get; }

    /// <summary>The bar that opens or closes next.</summary>
    public int Index { get; private set; }

    /// <summary>Whether that bar has opened, so that its close comes next.</summary>
    public bool IsInBar { get; private set; }

    public override bool IsDone => Index >= Series.Count;

    public override Instant64 Next => IsInBar ? Series.CloseTime[Index] : Series.OpenTime[Index];

    public override int Played => Index;

    public IReadOnlyList<DataGap> Gaps => _gaps;

    protected override int Rank => IsInBar ? Closes : Opens;

    public override void Play()
    {
        Begin(Index);
        IsInBar = true;
    }

    /// <summary>The close is known; the account is marked, the strategy has not heard yet.</summary>
    public Bar CloseBar()
    {
        var bar = Series[Index];
        if (_trades)
        {
            _desk.Account.Mark(_instrument, bar.Close);
            _desk.Watch?.OnPrice(_instrument, bar.CloseTime);
        }

        return bar;
    }

    /// <summary>What waited for a price that the bar passed trades.</summary>
    public void End() => End(Index);

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

    public void End(int index)
    {
        if (!_trades || !_desk.Venue.HasOrdersWithinBars) return;
        _desk.Now = Series.CloseTime[index];
        _desk.Venue.OnBarEnd(Series, index, _detail);
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

        var position = _desk.Account.Positions[_instrument];
        var jump = (decimal)Series.Open[index] - (decimal)Series.Close[index - 1];
        _desk.Now = open;
        _desk.IsOpening = true;
        var cancelled = _trades ? _desk.Venue.OnGap(Series.Instrument, previousClose, open, Series.Open[index]) : 0;
        _desk.IsOpening = false;
        _gaps.Add(new(Series.Instrument, previousClose, open, missing, cancelled, position.Quantity, PnlOf(position, jump)));
        return true;
    }

    private decimal PnlOf(Position position, decimal jump) =>
        position.IsFlat ? 0m : position.Quantity * jump * Series.Instrument.Multiplier * _desk.Account.RateAt(_instrument);
}
