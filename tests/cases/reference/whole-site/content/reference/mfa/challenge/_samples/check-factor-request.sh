curl https://api.example/auth/factors/f_1/check -d factor_id=f_1
