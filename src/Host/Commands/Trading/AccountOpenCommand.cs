using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Platform;
using NodaTime;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Opens an account.</summary>
internal sealed class AccountOpenCommand(Surroundings surroundings)
{
    /// <summary>So that an order by the next command is not too early.</summary>
    private const int UntilItTradesMs = 2_000;

    private readonly Argument<string> _id = new("ID") { Description = "1 to 24 small letters, digits or '-'" };
    private readonly Option<AccountMode?> _mode = Given.OneOf<AccountMode>("--mode", "Whether the money is real; must be said");
    private readonly Option<string?> _currency = new("--currency") { Description = "What it is counted in; must be said", HelpName = "USDT" };
    private readonly Option<string> _broker = new("--broker") { Description = "paper, or a vendor: binance", HelpName = "NAME", DefaultValueFactory = _ => "paper" };
    private readonly Option<string?> _name = new("--name") { Description = "For people (default: its id)", HelpName = "TEXT" };
    private readonly Option<decimal?> _cash = Given.Amount("--cash", "What a paper account starts with", "AMOUNT");
    private readonly Option<AccountKind?> _kind = Given.OneOf<AccountKind>("--kind", "Whether it may borrow (default: cash)");
    private readonly Option<decimal?> _leverage = Given.Amount("--leverage", "How much of its equity a margin account may hold (default: 1)", "TIMES");
    private readonly Option<LotMethod?> _lots = Given.OneOf<LotMethod>("--lots", "Which of what was bought is sold first (default: as Trading:Lots says, usually fifo)");
    private readonly Option<string?> _slippage = new("--slippage") { Description = "Of a paper account, by name as in a backtest", HelpName = "MODEL" };
    private readonly Option<string?> _fees = new("--fees") { Description = "Of a paper account, by name as in a backtest", HelpName = "MODEL" };
    private readonly Option<string?> _latency = new("--latency") { Description = "Of a paper account, by name as in a backtest", HelpName = "MODEL" };
    private readonly Option<decimal?> _interest = Given.Amount("--interest", $"What owed cash of a paper account costs a year (default: {Financing.UsualInterestPercent})", "PERCENT");
    private readonly Option<decimal?> _borrow = Given.Amount("--borrow", $"What shorts of a paper account cost a year, of their worth (default: {Financing.UsualBorrowPercent})", "PERCENT");
    private readonly Option<string[]> _replay = new("--replay") { Description = "Play stored bars of this symbol instead of the simulated market; may be repeated", HelpName = "SYMBOL" };
    private readonly Option<Interval?> _interval = Given.BarLength("How long a replayed bar lasts");
    private readonly Option<Instant?> _from = Given.Moment("--from", "Where the replay begins");
    private readonly Option<Instant?> _to = Given.Moment("--to", "Where the replay ends, exclusive");
    private readonly Option<bool> _ticks = new("--ticks") { Description = "Replay stored ticks too" };
    private readonly Option<bool> _raw = new("--raw") { Description = "Replay raw prices: dividends are paid in cash, splits change what is held" };
    private readonly Option<decimal?> _speed = Given.Amount("--speed", "Replay so many times as fast as it was (default: as fast as it goes)", "TIMES");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("open", "Open an account: algotrendy account open main --mode paper --currency USDT --cash 10000")
        {
            _id, _mode, _currency, _broker, _name, _cash, _kind, _leverage, _lots, _slippage, _fees, _latency, _interest, _borrow, _replay, _interval, _from, _to, _ticks, _raw, _speed, _json,
        };
        command.SetAction(Open);
        return command;
    }

    private async Task<int> Open(ParseResult parsed, CancellationToken ct)
    {
        var account = Read(parsed);
        await using var session = await surroundings.Open(parsed, ct);
        if ((await session.Get<IPortfolio>().ListPortfolios(new(account.AccountId), ct)).Portfolios.Count > 0) return Refused.Tell(PortfolioRefusal.Taken(account.AccountId));
        return AccountText.Tell(await session.Get<ITrading>().OpenAccount(account, ct), parsed.GetValue(_json));
    }

    private NewAccount Read(ParseResult parsed)
    {
        var id = parsed.GetRequiredValue(_id);
        var mode = parsed.GetValue(_mode) ?? throw new UsageException("Say --mode paper or --mode live: nothing is live by default, or by mistake.");
        var currency = AccountCashCommand.CurrencyOf(parsed.GetValue(_currency)) ?? throw new UsageException("Say which --currency the account is counted in, such as USDT.");
        return new(
            id, parsed.GetValue(_name) ?? id, mode, parsed.GetRequiredValue(_broker), currency, parsed.GetValue(_cash), parsed.GetValue(_kind) ?? AccountKind.Cash, parsed.GetValue(_leverage) ?? 1m,
            new(
                Feed: parsed.GetValue(_replay) is { Length: > 0 } ? PaperFeed.Replay : null, Replay: ReadReplay(parsed),
                Slippage: parsed.GetValue(_slippage), Fees: parsed.GetValue(_fees), Latency: parsed.GetValue(_latency),
                InterestPercent: parsed.GetValue(_interest), BorrowPercent: parsed.GetValue(_borrow)),
            WaitMs: UntilItTradesMs,
            Lots: parsed.GetValue(_lots));
    }

    private ReplaySettings? ReadReplay(ParseResult parsed)
    {
        var (interval, from, to, ticks, raw, speed) = (parsed.GetValue(_interval), parsed.GetValue(_from), parsed.GetValue(_to), parsed.GetValue(_ticks), parsed.GetValue(_raw), parsed.GetValue(_speed));
        if (parsed.GetValue(_replay) is { Length: > 0 } symbols)
        {
            return new(
                symbols, interval ?? throw new UsageException("A replay needs the --interval of its bars, such as 1m."),
                TradingOptions.MomentOf("--from", from), TradingOptions.MomentOf("--to", to), ticks, IsAdjusted: !raw, Speed: (double?)speed);
        }

        return interval is null && from is null && to is null && !ticks && !raw && speed is null ? null : throw new UsageException("--interval, --from, --to, --ticks, --raw and --speed belong to a replay: name what to play with --replay SYMBOL.");
    }
}
