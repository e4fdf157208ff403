using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Cash, positions and the ledger that explains them, in one currency. Exact to the last digit; only the running mark is a double.</summary>
public sealed class Account
{
    private readonly Position[] _positions;
    private readonly double[] _marks;
    private readonly (double Mark, decimal Exact)[] _exactMarks;
    private double _cashMark;

    /// <exception cref="ArgumentException">An instrument is counted in another currency.</exception>
    public Account(Money startingCash, IReadOnlyList<Instrument> instruments, Instant64 openedAt)
    {
        foreach (var instrument in instruments)
            if (instrument.Currency != startingCash.Currency)
                throw new ArgumentException($"{instrument.Symbol} is counted in {instrument.Currency}, the account in {startingCash.Currency}.", nameof(instruments));

        Currency = startingCash.Currency;
        _positions = [.. instruments.Select(instrument => new Position(instrument))];
        _marks = new double[_positions.Length];
        _exactMarks = new (double, decimal)[_positions.Length];
        Cash = startingCash.Amount;
        _cashMark = (double)Cash;
        Ledger.Deposit(openedAt, startingCash.Amount);
    }

    public Currency Currency { get; }

    public decimal Cash { get; private set; }

    public decimal FeesPaid { get; private set; }

    public Ledger Ledger { get; } = new();

    /// <summary>In the order of the instruments that the account was opened with.</summary>
    public IReadOnlyList<Position> Positions => _positions;

    /// <summary>Cash and positions at the last marks, exact.</summary>
    public decimal Equity
    {
        get
        {
            var equity = Cash;
            for (var index = 0; index < _positions.Length; index++)
                if (!_positions[index].IsFlat) equity += _positions[index].Instrument.WorthOf(_positions[index].Quantity * ExactMarkOf(index));
            return equity;
        }
    }

    /// <summary>The running mark of <see cref="Equity"/>, to be rounded where it is recorded.</summary>
    internal double EquityMark
    {
        get
        {
            var equity = _cashMark;
            for (var index = 0; index < _positions.Length; index++) equity += _positions[index].PointValue * _marks[index];
            return equity;
        }
    }

    /// <summary>What <see cref="EquityMark"/> is made of where there is one instrument: cash, and the worth of a price point.</summary>
    internal (double Cash, double PointValue) HoldingsOfOne => (_cashMark, _positions[0].PointValue);

    /// <summary>The last price at which the instrument at this place was marked; 0 before the first.</summary>
    internal double MarkOf(int instrument) => _marks[instrument];

    /// <summary>The same, exact: a double's 15 significant digits. Kept, because it is asked for several times an order and costs more than a multiplication.</summary>
    internal decimal ExactMarkOf(int instrument)
    {
        ref var known = ref _exactMarks[instrument];
        if (known.Mark != _marks[instrument]) known = (_marks[instrument], (decimal)_marks[instrument]);
        return known.Exact;
    }

    internal void Mark(int instrument, double price) => _marks[instrument] = price;

    /// <summary>Books an execution of the instrument at this place: cash, cost, realised profit and fee.</summary>
    internal void Apply(int instrument, in Execution fill)
    {
        var signed = fill.Side == OrderSide.Buy ? fill.Quantity.Value : -fill.Quantity.Value;
        var position = _positions[instrument];
        var worth = position.Instrument.WorthOf(signed * fill.Price.Value);
        var (cost, realized) = position.Apply(signed, worth);
        Cash -= worth + fill.Fee;
        FeesPaid += fill.Fee;
        _cashMark = (double)Cash;
        Ledger.Trade(fill.Time, instrument, -worth, cost, realized, fill.Fee);
    }
}
