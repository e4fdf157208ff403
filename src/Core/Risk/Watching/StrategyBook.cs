using AlgoTrendy.Core.Accounts;

namespace AlgoTrendy.Core.Risk;

/// <summary>What one strategy holds of an account, and what it has gained with it, in the account's currency.</summary>
internal sealed class StrategyBook(int places)
{
    private decimal[] _quantities = new decimal[places];
    private decimal _cash;
    private decimal _dayStart;
    private decimal _dayStartShare;
    private decimal _last;

    /// <summary>The most that it had gained.</summary>
    public decimal Peak { get; private set; }

    /// <summary>The same, as a share of equity is taken of it: what was lost since grows and shrinks with money that comes and goes.</summary>
    public decimal PeakShare { get; private set; }

    public void AddPlace() => Array.Resize(ref _quantities, _quantities.Length + 1);

    public decimal QuantityAt(int place) => _quantities[place];

    /// <param name="spent">With the fee, in the account's currency; negative came in.</param>
    public void Fill(int place, decimal signed, decimal spent)
    {
        _quantities[place] += signed;
        _cash -= spent;
    }

    /// <summary>Cash that came in (negative: went out) other than by a trade, in the account's currency.</summary>
    public void Earn(decimal amount) => _cash += amount;

    public void BeginDay() => _dayStart = _dayStartShare = _last;

    public void Mark(Account account)
    {
        _last = PnlAt(account);
        if (_last > Peak) Peak = _last;
        if (_last > PeakShare) PeakShare = _last;
    }

    /// <summary>Equity has become so many times what it was, by money alone: losses are the same shares of it as before.</summary>
    public void Scale(Account account, decimal times)
    {
        var now = PnlAt(account);
        (_dayStartShare, PeakShare) = (now + (_dayStartShare - now) * times, now + (PeakShare - now) * times);
    }

    /// <param name="isNextDay">Whether a day has begun since the last mark.</param>
    public decimal DayStartAt(bool isNextDay) => isNextDay ? _last : _dayStart;

    /// <summary>The same, as a share of equity is taken of it.</summary>
    public decimal DayStartShareAt(bool isNextDay) => isNextDay ? _last : _dayStartShare;

    /// <summary>At the last marks.</summary>
    public decimal PnlAt(Account account)
    {
        var pnl = _cash;
        for (var place = 0; place < _quantities.Length; place++)
            if (_quantities[place] != 0m) pnl += account.Positions[place].Instrument.WorthOf(_quantities[place] * account.ExactMarkOf(place)) * account.RateAt(place);
        return pnl;
    }

    public void Split(int place, decimal factor) => _quantities[place] = Position.Divided(_quantities[place], factor);

    public void Rename(int from, int to) => (_quantities[to], _quantities[from]) = (_quantities[to] + _quantities[from], 0m);

    public StrategyState StateOf(string strategy, Account account) => new(
        strategy, _cash, _dayStart, Peak, _last,
        Enumerable.Range(0, _quantities.Length).Where(place => _quantities[place] != 0m).ToDictionary(place => account.Positions[place].Instrument.Symbol, place => _quantities[place]),
        _dayStartShare, PeakShare);

    public void Remember(StrategyState state, Account account, bool isSameDay)
    {
        (_cash, Peak, _last) = (state.Cash, state.PeakPnl, state.LastPnl);
        (_dayStart, _dayStartShare) = isSameDay ? (state.DayStartPnl, state.DayStartShare ?? state.DayStartPnl) : (state.LastPnl, state.LastPnl);
        PeakShare = state.PeakShare ?? state.PeakPnl;
        for (var place = 0; place < _quantities.Length; place++) _quantities[place] = state.Quantities.GetValueOrDefault(account.Positions[place].Instrument.Symbol);
    }
}
