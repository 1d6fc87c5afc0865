using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace Example.Sdk
{
    /// <summary>A client of the <see cref="Api"/>.</summary>
    [Serializable, Obsolete("use \"V2\"", false)]
    public sealed partial class Client<T> : IDisposable where T : class, new()
    {
        private readonly string _key = Environment.GetEnvironmentVariable("API_KEY") ?? "none";
        public int Limit { get; set; } = 0x1F;
        public event EventHandler<EventArgs>? Changed;

        public async Task<List<T>> ListAsync(string id, int limit = 10, params string[] rest)
        {
            var url = $"https://api.example.com/{id,10:N2}?limit={limit + 1}";
            string path = @"C:\Temp\""x""", raw = "a\tb\u00e9";
            if (limit > 100 && !string.IsNullOrEmpty(id)) throw new ArgumentException(nameof(limit));
            for (int i = 0; i < 10; i++) { Console.WriteLine("{0} {1:x}", i, 'c'); }
            foreach (var (k, v) in map) { yield return k switch { 1 => "one", _ => null }; }
            var q = from x in items where x.Amount > 1.5m orderby x.Id descending select new { x.Id, Total = x.Amount * 2L };
            await Task.Delay(TimeSpan.FromSeconds(3));
            #region Later
            /* block
               comment */ // line
            return await _http.GetAsync<List<T>>(url, (a, b) => a?.Name == b!.Name).ConfigureAwait(false);
            #endregion
        }
    }
}
