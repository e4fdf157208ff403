using System.Net;
using AlgoTrendy.Platform.Asking;

namespace AlgoTrendy.Tests.Fast.Platform;

public class ConnectRetryTests
{
    [Theory]
    [InlineData(HttpRequestError.ConnectionError, 3)]
    [InlineData(HttpRequestError.NameResolutionError, 3)]
    [InlineData(HttpRequestError.ResponseEnded, 1)] // it may have been done
    [InlineData(HttpRequestError.Unknown, 1)]
    public async Task Only_what_never_arrived_is_sent_again(HttpRequestError error, int attempts)
    {
        using var server = new FailsTwice(error);
        using var http = new HttpClient(new ConnectRetry { InnerHandler = server });

        var answer = await Record.ExceptionAsync(() => http.GetAsync("http://localhost/", TestContext.Current.CancellationToken));

        Assert.Equal((attempts, attempts == 3), (server.Attempts, answer is null));
    }

    private sealed class FailsTwice(HttpRequestError error) : HttpMessageHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            ++Attempts <= 2 ? throw new HttpRequestException(error) : Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
    }
}
