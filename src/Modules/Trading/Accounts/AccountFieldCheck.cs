using System.Globalization;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Matching;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;

namespace AlgoTrendy.Modules.Trading.Accounts;

/// <summary>Looks at the fields of an account, its settings and its money before anything else does. Pure; null means that nothing is wrong so far.</summary>
internal static class AccountFieldCheck
{
    /// <summary>Nothing real comes to more, and sums of it can still be held exactly.</summary>
    public const decimal MostMoney = 1_000_000_000_000_000m;
    private const decimal MostLeverage = 500m;
    private const int LongestNote = 500;
    private const int MostSeconds = 86_400;
    private const int MostSymbols = 1_000;
    private const string AllAccounts = "all";
    private const int FastestReplay = 1_000_000;

    public static TradingRefusal? FaultOf(NewAccount account) =>
        FieldRules.AccountFault(account.AccountId)
        ?? (account.AccountId == AllAccounts ? FieldRules.No("accountId", $"{AllAccounts} means all accounts where risk is asked about; choose another id.") : null)
        ?? FieldRules.NeededFault("name", account.Name, FieldRules.LongestName)
        ?? FieldRules.NeededFault("broker", account.Broker, FieldRules.LongestName)
        ?? CurrencyFault(account.Currency.Code)
        ?? (account.Cash is < 0m or > MostMoney ? FieldRules.No("cash", $"cash is {FieldRules.Text(account.Cash.Value)}; it is 0 to {FieldRules.Text(MostMoney)}.") : FieldRules.PlacesFault("cash", account.Cash))
        ?? LeverageFault(account)
        ?? SettingsFault(account.Settings)
        ?? FieldRules.WaitFault(account.WaitMs);

    public static TradingRefusal? FaultOf(AccountChange change) =>
        FieldRules.AccountFault(change.AccountId)
        ?? (change is { Name: null, Settings: null } ? FieldRules.No("settings", "Nothing is to change: give a name or settings.", ["name", "settings"]) : null)
        ?? FieldRules.TextFault("name", change.Name, FieldRules.LongestName)
        ?? (change.Settings is { } settings ? SettingsFault(SettingsMerge.Of(new(), settings)) : null);

    /// <summary>Rates of an account at a venue are its venue's, which books what they cost.</summary>
    public static TradingRefusal? VenueFault(decimal? interestPercent, decimal? borrowPercent) => (interestPercent, borrowPercent) switch
    {
        (null, null) => null,
        (null, _) => No("settings.borrowPercent"),
        _ => No("settings.interestPercent"),
    };

    public static TradingRefusal? FaultOf(CashMove move) =>
        FieldRules.AccountFault(move.AccountId)
        ?? CurrencyFault(move.Currency.Code)
        ?? (move.Amount is 0m or < -MostMoney or > MostMoney
            ? FieldRules.No("amount", $"amount is {FieldRules.Text(move.Amount)}; it is not 0, and at most {FieldRules.Text(MostMoney)} either way.")
            : FieldRules.PlacesFault("amount", move.Amount))
        ?? FieldRules.TextFault("note", move.Note, FieldRules.LongestTag)
        ?? FieldRules.KeyFault(move.IdempotencyKey);

    public static TradingRefusal? FaultOf(CashFact fact)
    {
        var isConversion = fact.Kind == FactKind.Conversion;
        return FieldRules.AccountFault(fact.AccountId)
            ?? (MoveRow.Earning.Contains(fact.Kind) ? null : FieldRules.No("kind", $"{MoveRow.WordOf(fact.Kind)} is nothing that an account pays or gets by itself.", [.. MoveRow.Earning.Select(MoveRow.WordOf)]))
            ?? CurrencyFault(fact.Currency.Code)
            ?? (fact.Amount is 0m or < -MostMoney or > MostMoney || (isConversion && fact.Amount < 0m)
                ? FieldRules.No("amount", $"amount is {FieldRules.Text(fact.Amount)}; it is {(isConversion ? "more than 0" : "not 0")}, and at most {FieldRules.Text(MostMoney)}{(isConversion ? "" : " either way")}.")
                : FieldRules.PlacesFault("amount", fact.Amount))
            ?? (isConversion == fact.Received is not null && isConversion == fact.ReceivedCurrency is not null ? null : FieldRules.No("received", "What was received, and of what, is said of a conversion, and of nothing else."))
            ?? (fact.Received is <= 0m or > MostMoney ? FieldRules.No("received", $"received is {FieldRules.Text(fact.Received.Value)}; it is more than 0, and at most {FieldRules.Text(MostMoney)}.") : FieldRules.PlacesFault("received", fact.Received))
            ?? (fact.ReceivedCurrency is { } into && into == fact.Currency ? FieldRules.No("receivedCurrency", "Money is converted into another currency.") : null)
            ?? (isConversion && fact.Symbol is not null ? FieldRules.No("symbol", "A conversion is about no instrument.") : null)
            ?? FieldRules.TextFault("part", fact.Part, FieldRules.LongestName)
            ?? FieldRules.TextFault("note", fact.Note, LongestNote)
            ?? FieldRules.KeyFault(fact.IdempotencyKey);
    }

    private static TradingRefusal No(string field) => new("not-paper", "Interest and borrow fees of an account at a venue are what its venue takes; only a paper account has rates of its own.", field);

    // The default of the struct has none.
    private static TradingRefusal? CurrencyFault(string? code) => code is null ? FieldRules.No("currency", "currency is missing; it is a code such as USDT.") : null;

    private static TradingRefusal? LeverageFault(NewAccount account) =>
        account.Leverage is < 1m or > MostLeverage ? FieldRules.No("leverage", $"leverage is {FieldRules.Text(account.Leverage)}; it is 1 to {FieldRules.Text(MostLeverage)}.")
        : account is { Kind: AccountKind.Cash, Leverage: not 1m } ? FieldRules.No("leverage", "A cash account has no leverage; a margin account may.")
        : FieldRules.PlacesFault("leverage", account.Leverage);

    private static TradingRefusal? SettingsFault(AccountSettings? settings) => settings is null ? null :
        SecondsFault("settings.reconcileSeconds", settings.ReconcileSeconds)
        ?? SecondsFault("settings.staleOrderSeconds", settings.StaleOrderSeconds)
        ?? SecondsFault("settings.protectAfterSeconds", settings.ProtectAfterSeconds)
        ?? FieldRules.PercentFault("settings.protectDistancePercent", settings.ProtectDistancePercent)
        ?? RateFault("settings.interestPercent", settings.InterestPercent)
        ?? RateFault("settings.borrowPercent", settings.BorrowPercent)
        ?? ReplayFault(settings)
        ?? ModelFault("settings.slippage", settings.Slippage, text => ModelNames.ReadSlippage(text).Fault)
        ?? ModelFault("settings.fees", settings.Fees, text => ModelNames.ReadFees(text).Fault)
        ?? ModelFault("settings.latency", settings.Latency, text => ModelNames.ReadLatency(text).Fault);

    private static TradingRefusal? SecondsFault(string field, int? seconds) => seconds is < 1 or > MostSeconds ? FieldRules.No(field, $"{field} is {seconds}; it is 1 to {MostSeconds}.") : null;

    private static TradingRefusal? RateFault(string field, decimal? percent) =>
        percent is < 0m or > Financing.MostPercent ? FieldRules.No(field, $"{field} is {FieldRules.Text(percent.Value)}; it is 0 to {FieldRules.Text(Financing.MostPercent)} a year.") : FieldRules.PlacesFault(field, percent);

    private static TradingRefusal? ReplayFault(AccountSettings settings)
    {
        if (settings.Feed == PaperFeed.Replay != settings.Replay is not null)
            return FieldRules.No("settings.replay", settings.Replay is null ? "A replay needs to know what to play." : "What a replay plays belongs to the feed replay.");
        if (settings.Replay is not { } replay) return null;
        if (replay.Symbols.Count is 0 or > MostSymbols) return FieldRules.No("settings.replay.symbols", $"A replay plays 1 to {MostSymbols} symbols.");
        if (replay.From >= replay.To) return FieldRules.No("settings.replay.to", "A replay ends after it begins.");
        if (FieldRules.TextFault("settings.replay.replayId", replay.ReplayId, FieldRules.LongestName) is { } noReplay) return noReplay;
        if (replay.Speed is { } speed && !(speed is > 0 and <= FastestReplay)) return FieldRules.No("settings.replay.speed", $"settings.replay.speed is {speed.ToString(CultureInfo.InvariantCulture)}; it is above 0 and at most {FastestReplay}.");
        if (replay is { Speed: not null, ReplayId: not null }) return FieldRules.No("settings.replay.speed", "A replay that is open already has its speed.");
        return replay.Symbols.Select(symbol => FieldRules.TextFault("settings.replay.symbols", symbol, FieldRules.LongestKey)).FirstOrDefault(fault => fault is not null);
    }

    private static TradingRefusal? ModelFault(string field, string? name, Func<string, string?> read) =>
        name is null ? null : FieldRules.TextFault(field, name, FieldRules.LongestTag) ?? (read(name) is { } fault ? FieldRules.No(field, fault) : null);
}
