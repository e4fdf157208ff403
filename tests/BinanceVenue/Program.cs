using AlgoTrendy.Tests.BinanceVenue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// A venue of its own: --port 0 (default: any free one), --key and --secret, --with-parent ends it when its input closes.
// A connection that is dropped ends with FIN, as behind load balancers, and not with RST: HTTP clients repeat requests after the one alone.
AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.FinOnError", true);
var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls($"http://127.0.0.1:{builder.Configuration["port"] ?? "0"}");
var keys = new Keys(builder.Configuration["key"] ?? "venue-key", builder.Configuration["secret"] ?? "venue-secret");

await using var app = builder.Build();
app.UseWebSockets();

var wrong = new Misbehaviour();
var gate = new Lock();
var skew = 0L;
long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + Volatile.Read(ref skew);

var streams = new Streams(keys, Now, wrong);
Venue? venue = null;
venue = new(new(Now, Tell), streams.Tell);

void Tell(Told told)
{
    if (told.Execution == "TRADE" && wrong.Takes("drop-fill", out _)) return;
    streams.Tell(Shapes.Report(told));
    if (told.Execution == "TRADE" && wrong.Takes("double-fill", out _)) streams.Tell(Shapes.Report(told));
    venue!.TellBalances();
}

var doors = new Doors(keys, wrong, gate, Now);
Delegate Write(Func<Request, (int, object)> answer) => (HttpContext http) => doors.Write(http, answer);
Delegate Read(Func<Request, object> answer) => (HttpContext http) => doors.Read(http, answer);
app.MapGet("/api/v3/time", () => doors.Public(() => new { serverTime = Now() }));
app.MapGet("/api/v3/exchangeInfo", () => doors.Public(() => new
{
    rateLimits = new object[]
    {
        new { rateLimitType = "REQUEST_WEIGHT", interval = "MINUTE", intervalNum = 1, limit = 6000 },
        new { rateLimitType = "ORDERS", interval = "SECOND", intervalNum = 10, limit = 100_000 },
    },
    symbols = Listing.All.Values.Select(Shapes.Listed),
}));
app.MapGet("/api/v3/ticker/bookTicker", (string symbol) => doors.Public(() => Shapes.BookTicker(symbol, venue.Engine.PriceOf(symbol))));
app.MapPost("/api/v3/order", Write(request => (200, venue.Place(request))));
app.MapDelete("/api/v3/order", Write(request => wrong.Takes("refuse-cancel", out _) ? throw new RefusedException(-2011, "This action is disabled on this account.") : (200, venue.Cancel(request))));
app.MapPost("/api/v3/order/cancelReplace", Write(venue.Replace));
app.MapPost("/api/v3/orderList/oco", Write(request => (200, venue.PlaceOco(request))));
app.MapGet("/api/v3/order", Read(venue.Find));
app.MapGet("/api/v3/openOrders", Read(venue.OpenOrders));
app.MapGet("/api/v3/myTrades", Read(venue.Trades));
app.MapGet("/api/v3/account", Read(venue.Account));
app.Map("/ws-api/v3", async (HttpContext http) =>
{
    using var socket = await http.WebSockets.AcceptWebSocketAsync();
    await streams.Serve(socket);
});

// The control door, for tests alone.
var control = app.MapGroup("/control");
control.MapPost("/price", (string symbol, decimal price) => { lock (gate) venue.Engine.SetPrice(symbol, price); });
control.MapPost("/fill-at-most", (decimal quantity) => { lock (gate) venue.Engine.FillAtMost = quantity; });
control.MapPost("/skew", (long milliseconds) => Volatile.Write(ref skew, milliseconds));
control.MapPost("/expire", (string symbol, string clientId) => { lock (gate) venue.Engine.Expire(venue.Engine.Find(symbol, clientId, null)); });
control.MapPost("/terminate", () => { lock (gate) streams.Terminate(); });
control.MapPost("/cut", streams.Cut);
control.MapPost("/wrong", IResult (string what, int? times, int? value) =>
{
    if (!Misbehaviour.Words.Contains(what)) return Results.BadRequest($"'{what}' is none of {string.Join(", ", Misbehaviour.Words)}.");
    wrong.Ask(what, times ?? 1, value ?? 0);
    return Results.Ok();
});
control.MapGet("/wrong", () => wrong.Left);
control.MapGet("/truth", () =>
{
    lock (gate)
    {
        return Results.Json(new
        {
            orders = venue.Engine.Orders.Select(Shapes.Order).ToArray(),
            trades = venue.Engine.Trades.Select(Shapes.Trade).ToArray(),
            balances = venue.Engine.Wallet.All.Select(Shapes.Balance).ToArray(),
            subscribed = streams.Subscribed,
            requests = doors.Requests,
        });
    }
});

await app.StartAsync();
Console.WriteLine($"Listening on {app.Urls.First()}");
if (builder.Configuration["with-parent"] is not null) _ = Task.Run(() => { while (Console.In.Read() >= 0) { } app.Lifetime.StopApplication(); });
await app.WaitForShutdownAsync();
