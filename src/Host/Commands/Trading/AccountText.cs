using System.Globalization;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Accounts as people read them.</summary>
internal static class AccountText
{
    /// <summary>What came of a command on one account.</summary>
    public static int Tell(AccountReply reply, bool isJson)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Account is { } account) Show([account]);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal) : ExitCode.Success;
    }

    public static void Show(IReadOnlyList<AccountView> accounts)
    {
        var sheet = new Sheet(
            Column.Text("Account"), Column.Text("Name"), Column.Text("Mode"), Column.Text("Broker"), Column.Text("Currency"), Column.Number("Cash"), Column.Number("Equity"), Column.Number("Buying power"),
            Column.Number("Positions"), Column.Text());
        foreach (var account in accounts)
        {
            sheet.Add(
                account.AccountId, account.Name, ModeOf(account.Mode), account.Broker, account.Currency.Code, Figures.Number(account.Cash), AmountOf(account.Equity), AmountOf(account.BuyingPower),
                Figures.Count(account.Positions.Count), account.Status == AccountLife.Closed ? "closed" : "");
        }

        Screen.Show(sheet);
    }

    /// <summary>Those that cannot be read, below those that can.</summary>
    /// <returns>How the command ends: what was asked for is not all there.</returns>
    public static int Tell(IReadOnlyList<UnreadAccount>? unread, bool isJson)
    {
        if (unread is null) return ExitCode.Success;

        if (!isJson)
            foreach (var one in unread) Screen.Warn(SentenceOf(one));
        return ExitCode.Failure;
    }

    public static string SentenceOf(UnreadAccount unread) => $"Account {unread.AccountId} cannot be read now, and nothing is done for it: {unread.Reason}";

    public static void ShowWhole(AccountView account)
    {
        Show([account]);
        if (account.Balances.Count > 0)
        {
            Screen.Say();
            var balances = new Sheet(Column.Text("Currency"), Column.Number("Amount"));
            foreach (var balance in account.Balances) balances.Add(balance.Currency.Code, Figures.Exact(balance.Amount));
            Screen.Show(balances);
        }

        Screen.Say();
        Show(account.Settings, account.Broker);
        if (account.Positions.Count == 0) return;

        Screen.Say();
        Show(account.Positions);
    }

    /// <summary>What it trades against, what is other than usual, and what is done by itself.</summary>
    private static void Show(AccountSettings settings, string broker)
    {
        var sheet = new Sheet(Column.Text("Setting"), Column.Text("Value"));
        if (broker == "paper")
        {
            sheet.Add("feed", settings.Replay is { } replay ? TextOf(replay) : "simulated");
            sheet.Add("interestPercent", Figures.Exact(settings.InterestPercent ?? 0m));
            sheet.Add("borrowPercent", Figures.Exact(settings.BorrowPercent ?? 0m));
        }

        Add("slippage", settings.Slippage);
        Add("fees", settings.Fees);
        Add("latency", settings.Latency);
        Add("reconcileSeconds", settings.ReconcileSeconds is { } compared ? Figures.Exact(compared) : null);
        Add("staleOrderSeconds", settings.StaleOrderSeconds is { } stale ? Figures.Exact(stale) : null);
        Add("protectAfterSeconds", settings.ProtectAfterSeconds is { } bare ? Figures.Exact(bare) : null);
        Add("protectDistancePercent", settings.ProtectDistancePercent is { } distance ? Figures.Exact(distance) : null);
        sheet.Add("unprotected", Given.Hyphenated(settings.Unprotected));
        sheet.Add("foreignOrders", Given.Hyphenated(settings.ForeignOrders));
        Screen.Show(sheet);

        void Add(string name, string? value)
        {
            if (value is not null) sheet.Add(name, value);
        }
    }

    private static string TextOf(ReplaySettings replay) =>
        $"replay of {string.Join(", ", replay.Symbols)}, {replay.Interval}{(replay.From is { } from ? $" from {Figures.Moment(from.ToInstant())}" : "")}{(replay.To is { } to ? $" to {Figures.Moment(to.ToInstant())}" : "")}{(replay.IsAdjusted ? "" : ", raw")}{(replay.Speed is { } speed ? $", {speed.ToString(CultureInfo.InvariantCulture)} times as fast" : "")}";

    public static void Show(IReadOnlyList<HeldPosition> held)
    {
        var positions = new Sheet(Column.Text("Position"), Column.Number("Quantity"), Column.Number("Average"), Column.Number("Now"), Column.Number("Realized"), Column.Text("Opened (UTC)"), Column.Text());
        foreach (var position in held)
        {
            positions.Add(
                position.PositionId, Figures.Exact(position.Quantity), Figures.Exact(position.AveragePrice), position.CurrentPrice is { } now ? Figures.Exact(now) : "not known",
                $"{Figures.Number(position.RealizedPnl)} {position.Currency.Code}", Figures.Moment(position.OpenedAt.ToInstant()), position.Closable == 0m ? "less than can be sold" : position.IsProtected ? "protected" : "no stop");
        }

        Screen.Show(positions);
    }

    /// <summary>Real money stands out.</summary>
    public static string ModeOf(AccountMode mode) => mode == AccountMode.Live ? "LIVE" : Given.Hyphenated(mode);

    private static string AmountOf(decimal? amount) => amount is { } known ? Figures.Number(known) : "not known";
}
