using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Trading.Risk;

/// <summary>A portfolio with the figures of its members, as their writers told them last. Only who holds the room touches it.</summary>
internal sealed class CountedPortfolio
{
    /// <summary>How much of what was told can be on its way back.</summary>
    private const int MostGiven = 32;

    private readonly Member[] _members;
    private readonly PortfolioShares? _base;
    private readonly Queue<PortfolioShares> _given;
    private PortfolioWholes? _wholes;

    /// <param name="before">The same portfolio as it was until now; null: it is new. Other members than before have a highest of their own.</param>
    public CountedPortfolio(LimitedPortfolio told, CountedPortfolio? before)
    {
        Id = told.PortfolioId;
        _members = [.. told.Accounts.Select(one => new Member(one.AccountId, one.Part, one.Capital) { Figures = before?.Find(one.AccountId, one.Part)?.Figures })];
        var isSame = before is not null && before._members.Length == _members.Length && _members.All(one => before.Find(one.Account, one.Part) is not null);
        // After a start the first that is told is what was pushed before: a newer one, which an earlier process has told, is taken instead. What this one has told comes back as well.
        var goesOn = isSame && before!._wholes is not null && (told.Shares is null || told.Shares == before._base || before._given.Contains(told.Shares));
        (_base, _given, _wholes) = goesOn ? (before!._base, before._given, before._wholes) : (told.Shares, new(), null);
        Peak = isSame && before!.Peak is { } peak && !(told.PeakProfit > peak) ? peak : told.PeakProfit;
        Raise();
    }

    public string Id { get; }

    public IEnumerable<string> Accounts => _members.Select(member => member.Account).Distinct();

    /// <summary>The most that the members together have gained, money that came or went aside; null: it could not be counted yet.</summary>
    public decimal? Peak { get; private set; }

    /// <summary>What losses are taken as shares of, to be kept elsewhere; null: it could not be counted yet.</summary>
    public PortfolioShares? GiveShares()
    {
        if (_wholes?.Told is not { } shares) return null;
        _given.Enqueue(shares);
        if (_given.Count > MostGiven) _given.Dequeue();
        return shares;
    }

    /// <summary>Why it cannot be counted, in a sentence without a full stop; null: it can.</summary>
    public string? Fault
    {
        get
        {
            foreach (var member in _members)
                if (FaultOf(member) is { } fault) return fault;
            return null;
        }
    }

    /// <summary>Takes note of how a member stands.</summary>
    public void Take(AccountState state)
    {
        foreach (var member in _members)
            if (member.Account == state.Id) member.Figures = MemberFigures.Of(state, member.Part);
        Raise();
    }

    /// <summary>What an order has to count of it; null where what it is of does not belong to it.</summary>
    public PortfolioMembership? SeenBy(string account, string? strategy, Symbol symbol, Instant64 now)
    {
        if ((Find(account, null) ?? Find(account, strategy ?? SharedAccount.Unassigned)) is not { } own) return null;
        var part = own.Part is null ? null : PartOf(own, strategy, now);
        OrdersShare[]? orders = IsOpen ? [.. _members.Where(member => member != own).Select(member => member.Figures!.Orders)] : null;
        if (Fault is { } fault) return new(Id, null, fault, part, orders);

        var sum = new Sum();
        var instrument = default(Reach);
        foreach (var member in _members)
        {
            if (member == own) continue;
            sum.Add(member, now);
            if (member.Figures!.Held.Instruments.TryGetValue(symbol, out var there)) instrument += there;
        }

        return new(Id, new(sum.Equity, sum.DayStart, Peak!.Value + sum.Capital + own.Capital, sum.Gross, sum.Least, sum.Most, instrument, _wholes!.At(now)), null, part, orders);
    }

    /// <summary>All of it; not to be asked of one with a fault.</summary>
    public PortfolioTotal Total(Instant64 now)
    {
        var sum = new Sum();
        var instruments = new Dictionary<Symbol, Reach>();
        foreach (var member in _members)
        {
            sum.Add(member, now);
            foreach (var (symbol, reach) in member.Figures!.Held.Instruments) instruments[symbol] = instruments.GetValueOrDefault(symbol) + reach;
        }

        return new(sum.Equity, sum.DayStart, Peak!.Value + sum.Capital, sum.Gross, sum.Least, sum.Most, instruments, _wholes!.At(now));
    }

    /// <summary>How many orders all of it has sent within the last minute; null: a member is not open.</summary>
    public int? OrdersOfLastMinute(Instant64 now) => IsOpen ? _members.Sum(member => member.Figures!.Orders.Sent.OfLastMinute(now)) : null;

    private bool IsOpen => Array.TrueForAll(_members, member => member.Figures is not null);

    private Member? Find(string account, string? part) => Array.Find(_members, member => member.Account == account && member.Part == part);

    // Where it cannot be counted nobody asks what it is worth, but still which orders are of the part.
    private static Core.Risk.AccountPart PartOf(Member own, string? strategy, Instant64 now) =>
        own is { Given: { } given, Figures: { } figures } ? new(strategy, given + figures.Profit, given + figures.DayStartAt(now)) : new(strategy, 0m, 0m);

    private void Raise()
    {
        if (Fault is not null) return;
        var (profit, now) = (0m, default(Worth));
        foreach (var member in _members)
            if (member.Figures!.DayEnds is var ends && ends > now.DayEnds) now = now with { DayEnds = ends };
        foreach (var member in _members)
        {
            var (capital, figures) = (member.Capital, member.Figures!);
            profit += figures.Profit;
            // Whose day has not begun anew yet begins it with what it has.
            var dayStart = figures.DayEnds < now.DayEnds ? figures.Profit : figures.DayStartProfit;
            now = now with { Equity = now.Equity + capital + figures.Profit, Capital = now.Capital + capital, DayStart = now.DayStart + capital + dayStart };
        }

        if (Peak is not { } peak || profit > peak) Peak = profit;
        _wholes ??= _base is null ? new(now, Peak.Value + now.Capital) : new(_base);
        _wholes.Take(now);
    }

    private string? FaultOf(Member member)
    {
        if (member.Figures is not { } figures) return $"account {member.Account} is not open in trading";
        if (!figures.IsPriced) return $"a price is missing to know what account {member.Account} is worth";
        if (member is { Part: { } part, Given: null }) return $"what part {part} of account {member.Account} was given is not in the books";
        return _members[0].Figures is { Currency: var first } && first != figures.Currency && !(IsDollar(first) && IsDollar(figures.Currency))
            ? $"account {_members[0].Account} is counted in {first}, {member.Account} in {figures.Currency}"
            : null;
    }

    private static bool IsDollar(Currency currency) => currency == Currency.Usd || currency == Currency.Usdt;

    /// <param name="part">A strategy, or unassigned; null: all of the account.</param>
    /// <param name="given">What the books say was moved to a part; null of a whole account, whose writer knows at once.</param>
    private sealed class Member(string account, string? part, decimal? given)
    {
        public string Account => account;

        public string? Part => part;

        public decimal? Given => given;

        public MemberFigures? Figures { get; set; }

        public decimal Capital => part is null ? Figures!.Capital : given!.Value;
    }

    private struct Sum
    {
        public decimal Equity { get; private set; }

        public decimal DayStart { get; private set; }

        public decimal Capital { get; private set; }

        public decimal Gross { get; private set; }

        public decimal Least { get; private set; }

        public decimal Most { get; private set; }

        public void Add(Member member, Instant64 now)
        {
            var (capital, figures) = (member.Capital, member.Figures!);
            Equity += capital + figures.Profit;
            DayStart += capital + figures.DayStartAt(now);
            Capital += capital;
            Gross += figures.Held.Gross;
            Least += figures.Held.Least;
            Most += figures.Held.Most;
        }
    }
}
