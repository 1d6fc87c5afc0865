resource "aws_x" "y" { # c
  a = "v ${var.b}" 
  count = 1 + 2 
  tags = { A = true, B = [1, "x"] }
  <<EOT
EOT
}
